import type { LimitSpec, SecuritySchemeSpec } from "../contract.js";
import type { ConfiguredScheme } from "./configured.js";
import type { Secret, UserPassword } from "./credential.js";
import { isShape, kindOf } from "./kind.js";
import { LazyPresenter } from "./lazy-presenter.js";
import type { OAuthCredential } from "./oauth-credential.js";
import type { TokenSourceDeps } from "./oauth/token-source.js";
import { apiKeyPlacement, basicPlacement, headerPlacement, joined } from "./placements.js";
import type { Placement, Presenter, PresenterDeps } from "./presenter.js";
import { SecretPresenter } from "./secret-presenter.js";

/** What presenters need beside their names. */
export interface PresentersDeps extends PresenterDeps {
  readonly limits?: LimitSpec | undefined;
  readonly tokens: TokenSourceDeps;
}

/** Makes what presents a credential under its scheme. Undefined: nothing is put into the request (mutual TLS). */
export function presenterOf({ scheme, credential }: ConfiguredScheme, deps: PresentersDeps): Presenter | undefined {
  const kind = kindOf(scheme);
  if (kind === "mutualTLS") return undefined;
  if (kind === "digest") return digest(credential as Secret | UserPassword, deps);
  if (isShape(credential, "aws")) {
    return new LazyPresenter("header:authorization", async () => {
      const { SignaturePresenter } = await import("./signature-presenter.js");
      return new SignaturePresenter(credential, deps);
    });
  }
  if (isShape(credential, "password") && kind === "basic") {
    return new SecretPresenter(
      "header:authorization",
      joined(credential, deps),
      basicPlacement(prefixOf(scheme), deps),
      deps,
    );
  }
  if (isShape(credential, "oauth") || isShape(credential, "password")) return tokens(scheme, credential, deps);
  const [place, placement] = placementOf(scheme, deps);
  if (Array.isArray(credential)) {
    return new LazyPresenter(place, async () => {
      const { KeyRing } = await import("./key-ring.js");
      return new KeyRing(place, credential as readonly string[], placement, deps);
    });
  }
  return new SecretPresenter(place, credential as Secret, placement, deps);
}

function placementOf(scheme: SecuritySchemeSpec, deps: PresenterDeps): readonly [place: string, Placement] {
  if (scheme.type === "apiKey") return [`${scheme.in}:${scheme.name.toLowerCase()}`, apiKeyPlacement(scheme, deps)];
  const isBasic = kindOf(scheme) === "basic";
  const placement = isBasic
    ? basicPlacement(prefixOf(scheme), deps)
    : headerPlacement("authorization", prefixOf(scheme), deps);
  return ["header:authorization", placement];
}

function prefixOf(scheme: SecuritySchemeSpec): string {
  if (scheme.type !== "http") return "Bearer ";
  if (scheme.prefix !== undefined) return scheme.prefix;
  const kind = kindOf(scheme);
  return kind === "bearer" ? "Bearer " : kind === "basic" ? "Basic " : `${scheme.scheme} `;
}

function tokens(scheme: SecuritySchemeSpec, credential: OAuthCredential, deps: PresentersDeps): Presenter {
  return new LazyPresenter("header:authorization", async () => {
    const { TokenPresenter } = await import("./oauth/token-presenter.js");
    return TokenPresenter.create(scheme, credential, headerPlacement("authorization", prefixOf(scheme), deps), deps);
  });
}

function digest(credential: Secret | UserPassword, deps: PresenterDeps): Presenter {
  return new LazyPresenter("header:authorization", async () => {
    const { DigestPresenter } = await import("./digest-presenter.js");
    const secret = isShape(credential, "password") ? joined(credential, deps) : (credential as Secret);
    return new DigestPresenter(secret, deps);
  });
}
