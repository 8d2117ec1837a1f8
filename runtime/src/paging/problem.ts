/** What can be done where server and pager do not agree, which is the most usual problem. */
const OVERRIDE = "If the API pages in another way, say so with `paging` in the configuration of the generator.";

/** Paging cannot go on. Becomes a `PaginationError` where the call is known. */
export class PagingProblem extends Error {
  constructor(message: string, advice: string = OVERRIDE) {
    super(`${message} ${advice}`);
  }
}
