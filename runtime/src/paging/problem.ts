/** Paging cannot go on. Becomes a `PaginationError` where the call is known. */
export class PagingProblem extends Error {}
