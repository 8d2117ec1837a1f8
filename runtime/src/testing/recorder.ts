import type { Handler, Transport } from "../http.js";
import { bodyOf } from "../response/body.js";
import { bytesOf, textOf, typeOf, type Exchange, type RecordedExchange } from "./exchange.js";
import { FixtureError } from "./fixture-error.js";
import { settled, writeFixture } from "./fixture-file.js";
import { parsedJson } from "./json.js";
import { recordedExchange } from "./redaction.js";
import type { Secrets } from "./secrets.js";

/** Lets a client's calls through to the network and keeps what was said, in the order in which it was asked. */
export class Recorder implements Transport {
  readonly #network: Transport;
  readonly #secrets: Secrets;
  readonly #exchanges: (Exchange | undefined)[] = [];

  constructor(network: Transport, secrets: Secrets) {
    this.#network = network;
    this.#secrets = secrets;
  }

  readonly send: Handler = async (request, context) => {
    const place = this.#exchanges.push(undefined) - 1;
    const body = await bytesOf(request.body);
    const whole = { ...request, body };
    this.#secrets.learn(context, request);
    const answer = await this.#network.send(request.body === undefined ? request : whole, context);
    const content = (await answer.body?.bytes()) ?? new Uint8Array();
    this.#learnFromContents(whole, content, answer.headers["content-type"]);
    this.#exchanges[place] = { request: whole, answer, content };
    return { ...answer, body: answer.body && bodyOf(content) };
  };

  /** Writes the fixture. @throws FixtureError where a secret would have been written */
  async save(path: string, old: readonly RecordedExchange[]): Promise<void> {
    const whole = this.#exchanges.filter((one) => one !== undefined);
    const recorded = whole.map((exchange) => recordedExchange(exchange, this.#secrets));
    const text = `${JSON.stringify(settled(recorded, old), null, 2)}\n`;
    if (this.#secrets.isIn(text)) {
      throw new FixtureError(`${path} is not written: a credential would stand in it; name its member in \`redact\``);
    }
    await writeFixture(path, text);
  }

  #learnFromContents(request: Exchange["request"], content: Uint8Array, type: string | undefined): void {
    this.#secrets.learnFrom(membersOf(textOf(request.body), typeOf(request.headers)));
    this.#secrets.learnFrom(membersOf(textOf(content), typeOf({ "content-type": type ?? "" })));
  }
}

function membersOf(text: string | undefined, type: string): unknown {
  if (text === undefined) return undefined;
  if (type === "application/x-www-form-urlencoded") return Object.fromEntries(new URLSearchParams(text));
  return parsedJson(text)?.value;
}
