/** What `codegen init` needs to know, whoever was asked. */
export interface Answers {
  /** Paths and URLs of documents. */
  readonly inputs: readonly string[];
  /** Folder that gets a folder for each SDK. */
  readonly output: string;
  /** Check what is sent and received against zod schemas. */
  readonly validation: boolean;
  /** Generate tests of every operation. */
  readonly tests: boolean;
  /** Add scripts and packages to package.json. */
  readonly scripts: boolean;
  /** Write a workflow of GitHub Actions. */
  readonly workflow: boolean;
  /** Generate the SDKs at once. */
  readonly generate: boolean;
}
