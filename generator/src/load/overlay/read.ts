import type { Json, JsonObject } from "../document.js";
import { equal, isObject } from "../json.js";
import { below } from "../pointer.js";
import type { Session } from "../session.js";
import type { Source } from "../source/source.js";

/** One change of an overlay, in the order of the document. */
export interface Action {
  /** JSONPath (RFC 9535) of what is changed. */
  readonly target: string;
  /** Pointer of the action in its source. */
  readonly pointer: string;
  readonly remove: boolean;
  readonly update?: Json;
  /** JSONPath of a node whose value is merged in (Overlay 1.1). */
  readonly copy?: string;
}

export interface Overlay {
  readonly source: Source;
  readonly extends?: string;
  readonly actions: readonly Action[];
}

type Wrong = (pointer: string, message: string) => void;

/** Checks an Overlay document (1.0 and 1.1); what is not one ends the run with every fault listed. */
export function readOverlay(source: Source, session: Session): Overlay {
  const wrong: Wrong = (pointer, message) => {
    const fix = "See https://spec.openapis.org/overlay/v1.1.0.html for the form of an overlay.";
    session.add("stop", { code: "load/overlay-invalid", message, fix }, { source, pointer });
  };
  const root = source.value;
  if (!isObject(root)) {
    wrong("", `${source.name} is no Overlay document.`);
    session.stopIfNeeded();
    throw new Error("unreachable");
  }
  checkHead(root, wrong);
  const actions = Array.isArray(root.actions) ? root.actions : [];
  if (actions.length === 0)
    wrong(root.actions === undefined ? "" : "/actions", "`actions` must be a list with at least one action.");
  const read = actions.map((action, index) => readAction(action, below("/actions", index), wrong));
  actions.forEach((action, index) => {
    const first = actions.findIndex((other) => equal(other, action));
    if (first !== index) wrong(below("/actions", index), `This action is the same as action ${first + 1}.`);
  });
  session.stopIfNeeded();
  return { source, actions: read, ...(typeof root.extends === "string" ? { extends: root.extends } : {}) };
}

function checkHead(root: JsonObject, wrong: Wrong): void {
  const { overlay, info } = root;
  if (typeof overlay !== "string" || !/^1\.\d+\.\d+$/.test(overlay)) {
    wrong(overlay === undefined ? "" : "/overlay", "An overlay begins with `overlay: 1.0.0` or `overlay: 1.1.0`.");
  }
  if (root.extends !== undefined && typeof root.extends !== "string") wrong("/extends", "`extends` must be text.");
  if (!isObject(info)) wrong(info === undefined ? "" : "/info", "An overlay needs `info` with `title` and `version`.");
  else {
    for (const key of ["title", "version"]) {
      if (typeof info[key] !== "string")
        wrong(info[key] === undefined ? "/info" : `/info/${key}`, `\`info.${key}\` must be text.`);
    }
    if (info.description !== undefined && typeof info.description !== "string") {
      wrong("/info/description", "`info.description` must be text.");
    }
    unknown(info, ["title", "version", "description"], "/info", wrong);
  }
  unknown(root, ["overlay", "info", "extends", "actions", "components"], "", wrong);
}

function readAction(action: Json, pointer: string, wrong: Wrong): Action {
  if (!isObject(action)) {
    wrong(pointer, "An action must be an object with a `target`.");
    return { target: "$", pointer, remove: false };
  }
  const { target, description, remove, update, copy } = action;
  if (typeof target !== "string" || !target.startsWith("$")) {
    wrong(
      target === undefined ? pointer : below(pointer, "target"),
      "`target` must be a JSONPath, which begins with `$`.",
    );
  }
  if (description !== undefined && typeof description !== "string")
    wrong(below(pointer, "description"), "`description` must be text.");
  if (remove !== undefined && typeof remove !== "boolean")
    wrong(below(pointer, "remove"), "`remove` must be true or false.");
  if (copy !== undefined && (typeof copy !== "string" || !copy.startsWith("$"))) {
    wrong(below(pointer, "copy"), "`copy` must be a JSONPath, which begins with `$`.");
  }
  if (copy !== undefined && update !== undefined && remove !== true)
    wrong(pointer, "An action has either `update` or `copy`.");
  unknown(action, ["target", "description", "remove", "update", "copy"], pointer, wrong);
  return {
    target: String(target),
    pointer,
    remove: remove === true,
    ...(update === undefined ? {} : { update }),
    ...(typeof copy === "string" ? { copy } : {}),
  };
}

function unknown(object: JsonObject, known: readonly string[], pointer: string, wrong: Wrong): void {
  for (const key of Object.keys(object)) {
    if (!known.includes(key) && !key.startsWith("x-"))
      wrong(below(pointer, key), `\`${key}\` is nothing that an overlay has here.`);
  }
}
