import type NockModule from "nock";
import type { HeaderRecord, HttpRequest } from "../http.js";
import { FixtureError } from "./fixture-error.js";

export type Nock = typeof NockModule;

/** Nock, which is the user's to install. @throws FixtureError where it is not, or is switched off */
export async function loadNock(): Promise<Nock> {
  let nock: Nock;
  try {
    nock = (await import("nock")).default;
  } catch (cause) {
    throw new FixtureError("Fixtures and mocks need nock: npm install --save-dev nock@14", { cause });
  }
  if (process.env["NOCK_OFF"] === "true")
    throw new FixtureError("NOCK_OFF=true would let calls through to the network");
  return nock;
}

/** An answer as nock takes it. */
export interface NockAnswer {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** A request that nock will answer. */
export interface Interception {
  /** The request's headers, and the mark by which nock knows it. */
  readonly headers: HeaderRecord;
  end(): void;
}

const MARK = "x-sdkwright-exchange";
let marks = 0;

/**
 * Has nock answer one request and no other. It is known by a header, not by its URL: nock reads URLs and bodies in a way
 * of its own, and concurrent tests may send what looks the same.
 */
export function intercept(nock: Nock, request: HttpRequest, answer: NockAnswer): Interception {
  if (!nock.isActive()) nock.activate();
  const mark = String(++marks);
  const scope = nock(request.origin, { reqheaders: { [MARK]: mark } });
  const interceptor = scope.intercept(() => true, request.method);
  interceptor.reply(answer.status, answer.body, [...answer.headers]);
  return { headers: { ...request.headers, [MARK]: mark }, end: () => void nock.removeInterceptor(interceptor) };
}
