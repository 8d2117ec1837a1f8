import type { ApiConfig } from "../config/config.js";
import type { Api, Server } from "../model/api.js";
import { bounded } from "./identifier.js";
import { isIdentifier } from "../emit/code/index.js";
import { shortHash, upperFirst } from "./words.js";

/** What titles say besides the name. */
const NOISE = new Set(
  "official api apis rest restful http https openapi swagger spec specification reference documentation docs the for public v".split(
    " ",
  ),
);
const VERSION = /^v?\d+(?:[.\-_]\d+)*(?:[.-]?[xX])?$/i;

export interface ClientNames {
  readonly client: string;
  readonly env: string;
  readonly packageName: string;
}

/** Names of the whole: from the configuration, the title, or the host. */
export function nameClient(api: Pick<Api, "info" | "servers">, config: Pick<ApiConfig, "name">): ClientNames {
  const titled = titleWords(api.info.title);
  const words = titled.length > 0 ? titled : hostWords(api.servers);
  const given = config.name === undefined ? [] : (config.name.normalize("NFC").match(/[\p{L}\p{M}\p{Nd}]+/gu) ?? []);
  const chosen = given.length > 0 ? boundaries(given, words) : words.length > 0 ? words : ["Api"];
  const joined = given.length > 0 ? given.map(upperFirst).join("") : chosen.map(upperFirst).join("");
  const client = bounded(isIdentifier(joined) ? joined : `Api${joined}`, joined);
  const plain = chosen.map(ascii).filter((word) => word !== "");
  const env = plain.map((word) => word.toUpperCase()).join("_");
  const stem = plain.map((word) => word.toLowerCase()).join("-");
  return {
    client: isIdentifier(client) ? client : `Api_${shortHash(api.info.title)}`,
    env: env === "" ? "API" : /^\d/.test(env) ? `API_${env}` : env,
    packageName: `${stem === "" ? `api-${shortHash(api.info.title)}` : stem.slice(0, 80)}-sdk`,
  };
}

/** Words as the author spaced them: GitHub is one. Noise is dropped, but never all that there is but noise. */
function titleWords(title: string): string[] {
  // `GitHub's official API`: whose it is, is its name.
  const owner = /^([^'’]{2,40})['’]s\s/u.exec(title.trim())?.[1];
  const text = (owner ?? title)
    .normalize("NFC")
    .replace(/\([^)]*\)|\[[^\]]*\]/g, " ")
    .replace(/['’]s\b/g, "")
    .replace(/['’]/g, "");
  const tokens = text.split(/\s+/).filter((token) => !VERSION.test(token.replace(/[.,;:]+$/, "")));
  return tokens
    .flatMap((token) => token.match(/[\p{L}\p{M}\p{Nd}]+/gu) ?? [])
    .filter((word) => !NOISE.has(word.toLowerCase()) && /\p{L}/u.test(word))
    .slice(0, 6);
}

/** `https://api.example.com` → example. */
function hostWords(servers: readonly Server[]): string[] {
  for (const server of servers) {
    const host = /^[a-z]+:\/\/([^/?#]+)/i.exec(server.url)?.[1]?.replace(/^[^@]*@|:\d+$/g, "") ?? "";
    const labels = host.split(".").filter((label) => /^[a-z][a-z\d-]*$/i.test(label));
    const name = labels.length > 1 ? labels.at(-2) : undefined;
    if (name !== undefined) return name.split("-");
  }
  return [];
}

/** A configured name has the word boundaries of the title if it says the same; otherwise those of its own capitals. */
function boundaries(given: readonly string[], title: readonly string[]): readonly string[] {
  if (given.join("").toLowerCase() === title.join("").toLowerCase()) return title;
  return given.flatMap((word) => word.match(/\p{Lu}+(?!\p{Ll})\p{Nd}*|\p{Lu}?[^\p{Lu}]+/gu) ?? [word]);
}

const ascii = (word: string): string => word.normalize("NFKD").replace(/[^A-Za-z0-9]/g, "");
