import { realpathSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isObject } from "../json.js";
import type { Finding, Session } from "../session.js";
import { download, redacted } from "../source/download.js";
import { ReadProblem, readBytes } from "../source/file.js";
import { openText, STDIN } from "../source/open.js";
import { expandHeaders } from "../source/variables.js";
import { plainSource, type Content, type Source } from "../source/source.js";

/**
 * The sources that references of one document may reach. Files: under the folder of the main document, links resolved.
 * Remote: what lies beside a main document that was downloaded, and hosts in `allowHosts`.
 */
export class Library {
  readonly #known = new Map<string, Source>();

  constructor(
    readonly main: Source,
    readonly session: Session,
  ) {
    this.add(main);
  }

  /** Makes a source known under its address and under what it calls itself (`$self`, OpenAPI 3.2). */
  add(source: Source): void {
    this.#known.set(source.uri, source);
    const self = isObject(source.value) ? source.value.$self : undefined;
    if (typeof self === "string" && URL.canParse(self, source.uri)) {
      this.#known.set(new URL(self, source.uri).href, source);
    }
  }

  known(uri: string): Source | undefined {
    return this.#known.get(uri);
  }

  /** @throws ReadProblem when it may not or cannot be read. */
  async open(uri: string): Promise<Source> {
    const known = this.#known.get(uri);
    if (known) return known;
    const content = await this.#read(new URL(uri));
    const source = this.#known.get(content.uri) ?? (await this.#parse(content));
    this.#known.set(uri, source);
    this.add(source);
    return source;
  }

  /** Markdown is text, whatever YAML would make of it. */
  async #parse(content: Content): Promise<Source> {
    if (!/\.(?:md|markdown)$/i.test(new URL(content.uri).pathname)) return openText(content, this.session);
    const source = plainSource(content);
    this.session.sources.push(source);
    return source;
  }

  async #read(url: URL): Promise<Content> {
    if (url.protocol === "file:") return this.#readFile(url);
    if (/^https?:$/.test(url.protocol)) return this.#download(url);
    throw new ReadProblem({
      code: "load/ref-refused",
      message: `References to ${url.protocol} addresses are not followed.`,
      fix: "Refer to a file beside the document, or to an http or https URL.",
    });
  }

  #readFile(url: URL): Content {
    const root = this.#folder();
    let path: string;
    try {
      path = fileURLToPath(url);
    } catch {
      throw outside(url.href);
    }
    if (root === undefined) throw outside(path);
    // Asked twice: what is plainly outside must not even be looked for, and a link inside may lead out.
    if (!isUnder(path, root)) throw outside(path);
    const real = realPath(path);
    if (!isUnder(real, realPath(root))) throw outside(path);
    return { name: this.#nameOf(path, root), uri: url.href, bytes: readBytes(real, this.session.maxBytes) };
  }

  #folder(): string | undefined {
    const { config, cwd } = this.session;
    if (config.allowFolder !== undefined) return resolve(cwd, config.allowFolder);
    const file = this.main.uri.startsWith("file:") && this.main.name !== STDIN;
    return file ? dirname(fileURLToPath(this.main.uri)) : undefined;
  }

  /** Named like the main document: relative to the same folder when that was given relatively. */
  #nameOf(path: string, root: string): string {
    if (!this.main.uri.startsWith("file:")) return path;
    const main = fileURLToPath(this.main.uri);
    const prefix = main.endsWith(this.main.name) ? main.slice(0, -this.main.name.length) : "";
    return prefix !== "" && isUnder(root, dirname(prefix)) && path.startsWith(prefix)
      ? path.slice(prefix.length)
      : path;
  }

  async #download(url: URL): Promise<Content> {
    if (!this.#mayDownload(url)) throw refusedHost(url);
    const { fetch, timeout, maxBytes, config } = this.session;
    const headers = url.origin === this.main.headersTo ? expandHeaders(config.headers) : {};
    const mayGo = (next: URL) => this.#mayDownload(next);
    const { bytes, url: end, etag } = await download(url, { fetch, timeout, maxBytes, headers, mayGo });
    return { name: redacted(url), uri: end.href, bytes, ...(etag !== undefined && { etag }) };
  }

  #mayDownload(url: URL): boolean {
    const { allowHosts = [] } = this.session.config;
    if (allowHosts.includes(url.host) || allowHosts.includes(url.hostname)) return true;
    const main = new URL(this.main.uri);
    const folder = main.pathname.slice(0, main.pathname.lastIndexOf("/") + 1);
    return /^https?:$/.test(main.protocol) && url.origin === main.origin && url.pathname.startsWith(folder);
  }
}

function isUnder(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function outside(path: string): ReadProblem {
  return new ReadProblem({
    code: "load/ref-outside",
    message: `${path} is not under the folder of the main document, so it is not read.`,
    fix: "Set `allowFolder` to a folder that holds both, if you trust what is in it.",
  });
}

function refusedHost(url: URL): ReadProblem {
  const finding: Finding = {
    code: "load/ref-host",
    message: `References to ${url.host} are not followed.`,
    fix: `Add \`${url.host}\` to \`allowHosts\` if you trust it.`,
  };
  return new ReadProblem(finding);
}
