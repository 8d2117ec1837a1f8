import type { ResourceNames } from "../name/names.js";
import { exportKeyword } from "./models.js";
import type { Scene } from "./scene.js";
import { code } from "./templates/code.js";
import { render } from "./templates/render.js";

/** `index.ts`: the client, its options, and every type. Operation values are imported from their resources. */
export function indexModule(scene: Scene, hasWebhooks: boolean): string {
  const { names, extension } = scene;
  const from = (module: string): string => `from "./${module}${extension}";`;
  const modules: string[] = [];
  const visit = (resources: readonly ResourceNames[]): void => {
    for (const one of resources) {
      modules.push(one.module);
      visit(one.children);
    }
  };
  visit(names.resources);
  const keyword = exportKeyword(scene);
  const exports = [
    `export { api, createClient, ${names.client}, type ${names.client}Auth, type ${names.client}Options } ${from("client")}`,
    `${keyword} * ${from("models")}`,
    ...modules.map((module) => `export type * ${from(module)}`),
    ...(hasWebhooks ? [`export type * ${from("webhooks")}`] : []),
  ];
  return render("index", { info: scene.api.info, exports: exports.map(code) });
}
