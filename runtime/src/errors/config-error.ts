import { SdkError } from "./sdk-error.js";

/** The client is set up in a way that cannot work: a missing credential, an impossible option, no base URL. */
export class ConfigError extends SdkError {
  static override readonly brand: string = "ConfigError";
  override readonly code: string = "CONFIG";
}
