import type { HttpRequest, HttpResponse } from "../http.js";
import type { PlacedCredentials } from "./auth.js";

/** A credential as it is now, ready to be put into requests. */
export interface Presented {
  /** Names the credential without revealing it. */
  readonly identity: string;
  /** What no message may repeat. */
  readonly secrets: readonly string[];
  /** What the builder of the request has to put in. */
  readonly placed?: Partial<PlacedCredentials> | undefined;
  apply(request: HttpRequest): HttpRequest | Promise<HttpRequest>;
}

/** Presents one credential under one scheme. */
export interface Presenter {
  /** Where the credential goes, such as `header:authorization`: two of one place exclude each other. */
  readonly place: string;
  /** The credential as it is now; a promise only when it has to be fetched. */
  current(signal?: AbortSignal): Presented | Promise<Presented>;
  /**
   * Told of every answer to `presented`. True: `current` gives something else now, and the request may be sent again.
   * `round` counts the answers to one request from 0. Absent: nothing can be learnt from an answer.
   */
  answered?(presented: Presented, response: HttpResponse, round: number): boolean | Promise<boolean>;
}

/** Makes, of a plain value, what is presented. Throws `ConfigError` where the value cannot be sent. */
export type Placement = (value: string) => Omit<Presented, "identity">;

/** What a presenter is told about itself, for messages. */
export interface PresenterDeps {
  /** Name of the API. */
  readonly api: string;
  /** Name of the scheme. */
  readonly scheme: string;
}
