import type { Answer } from "../response/api-promise.js";
import type { RawResponse } from "../response/raw-response.js";
import { beginningOf, checkFit } from "./checkpoint.js";
import { explained, paginationError } from "./failure.js";
import { requestPage } from "./request.js";
import type { PagedCall, PageRequest } from "./types.js";

/** The call for the first page: sent once, whatever is asked of it. */
export class FirstPage {
  readonly #call: PagedCall;
  #sent: PageRequest | undefined;

  constructor(call: PagedCall) {
    this.#call = call;
  }

  /** @throws PaginationError when a checkpoint does not fit, or was taken at the end */
  async answer(): Promise<Answer> {
    return this.#request().withResponse();
  }

  async raw(): Promise<RawResponse> {
    return this.#request().raw();
  }

  #request(): PageRequest {
    try {
      this.#sent ??= this.#start();
      return this.#sent;
    } catch (error) {
      throw explained(this.#call, error);
    }
  }

  #start(): PageRequest {
    const { resume } = this.#call.options;
    if (resume) checkFit(this.#call, resume);
    const { position } = beginningOf(this.#call).state;
    if (!position)
      throw paginationError(
        this.#call,
        "The listing had been read to its end when the checkpoint was taken. Start without `resume` to read it again.",
      );
    return requestPage(this.#call, position);
  }
}
