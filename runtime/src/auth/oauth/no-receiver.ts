import { ConfigError } from "../../errors/config-error.js";
import type { RedirectReceiver } from "../oauth-credential.js";

/** Stands in where nothing can listen: browsers and workers. */
export function loopbackReceiver(): Promise<RedirectReceiver> {
  return Promise.reject(
    new ConfigError(
      "Nothing can listen for the redirect here. Pass `auth: { receiver }`, or a token that was got elsewhere.",
    ),
  );
}
