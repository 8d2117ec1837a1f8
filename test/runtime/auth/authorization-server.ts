import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type ClientMetadata, type Configuration } from "oidc-provider";

/** A real authorization server (oidc-provider) with an API beside it that takes its tokens. */
export interface AuthorizationServer {
  readonly url: string;
  readonly provider: Provider;
  /** Token requests that were answered, by grant type and status. */
  readonly tokenRequests: { readonly grant: string; readonly status: number; readonly at: number }[];
  /** Statuses of the API's answers. */
  readonly apiAnswers: number[];
  /** The user grants access to the device that shows this code. */
  approve(userCode: string): Promise<void>;
  /** A refresh token as a user's earlier consent would have left it. */
  refreshToken(clientId: string): Promise<string>;
  /** The API refuses this token from now on. */
  revoke(token: string): void;
  close(): Promise<void>;
}

export interface AuthorizationServerOptions {
  readonly clients: ClientMetadata[];
  /** Lifetime of access tokens, s. */
  readonly lifetime?: number;
  readonly configuration?: Configuration;
  /** Errors that polls of the device flow get first, such as `slow_down`. */
  readonly pollErrors?: string[];
}

const SCOPE = "openid offline_access read";

export async function authorizationServer(options: AuthorizationServerOptions): Promise<AuthorizationServer> {
  const { clients, lifetime = 60, pollErrors = [] } = options;
  const tokenRequests: AuthorizationServer["tokenRequests"] = [];
  const apiAnswers: number[] = [];
  const revoked = new Set<string>();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const provider = quietly(
    () =>
      new Provider(url, {
        clients,
        scopes: ["openid", "offline_access", "read"],
        cookies: { keys: ["test"] },
        features: {
          devInteractions: { enabled: false },
          clientCredentials: { enabled: true },
          deviceFlow: { enabled: true },
          revocation: { enabled: true },
        },
        ttl: {
          AccessToken: lifetime,
          ClientCredentials: lifetime,
          DeviceCode: 60,
          RefreshToken: 600,
          Interaction: 60,
          Session: 60,
          Grant: 600,
          IdToken: 60,
        },
        rotateRefreshToken: true,
        issueRefreshToken: () => true,
        findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
        interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
        ...options.configuration,
      }),
  );

  provider.use(async (context, next) => {
    if (context.path === "/device/auth") {
      await next();
      if (context.status === 200) (context.body as Record<string, unknown>)["interval"] = 1;
      return;
    }
    if (context.path !== "/token") return next();
    await next();
    const grant = String(context.oidc?.params?.["grant_type"]);
    if (grant.endsWith("device_code") && pollErrors.length > 0 && context.status === 400) {
      context.body = { error: pollErrors.shift() };
    }
    tokenRequests.push({ grant, status: context.status, at: Date.now() });
  });

  async function grantFor(clientId: string): Promise<string> {
    const grant = new provider.Grant({ accountId: "user", clientId });
    grant.addOIDCScope(SCOPE);
    return grant.save();
  }

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prompt, params } = await provider.interactionDetails(request, response);
    const result =
      prompt.name === "login"
        ? { login: { accountId: "user" } }
        : { consent: { grantId: await grantFor(String(params["client_id"])) } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  }

  async function api(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const token = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
    const known = (await provider.ClientCredentials.find(token)) ?? (await provider.AccessToken.find(token));
    const status = known?.isValid && !revoked.has(token) ? 200 : 401;
    apiAnswers.push(status);
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  }

  const callback = provider.callback();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/api/")) return api(request, response);
    if (request.url?.startsWith("/interaction/")) return interact(request, response);
    return callback(request, response);
  });

  return {
    url,
    provider,
    tokenRequests,
    apiAnswers,
    async approve(userCode) {
      const code = await provider.DeviceCode.findByUserCode(userCode.replace("-", ""));
      if (!code) throw new Error(`no such code: ${userCode}`);
      Object.assign(code, {
        accountId: "user",
        grantId: await grantFor(String(code.clientId)),
        scope: SCOPE,
        authTime: Math.floor(Date.now() / 1000),
      });
      await code.save();
    },
    async refreshToken(clientId) {
      const client = await provider.Client.find(clientId);
      const token = new provider.RefreshToken({
        accountId: "user",
        client: client!,
        scope: SCOPE,
        grantId: await grantFor(clientId),
        gty: "authorization_code",
      } as ConstructorParameters<typeof provider.RefreshToken>[0]);
      return token.save();
    },
    revoke: (token) => void revoked.add(token),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Without the warnings that tests are not production. */
function quietly<Result>(make: () => Result): Result {
  const { warn } = console;
  console.warn = () => {};
  try {
    return make();
  } finally {
    console.warn = warn;
  }
}

/** A browser that follows redirects and keeps cookies, until it has been at `until`. */
export async function browse(start: string, until = /\/callback\?/): Promise<void> {
  const cookies = new Map<string, string>();
  for (let url = start, step = 0; step < 20; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie } });
    await response.body?.cancel();
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (until.test(url) || location === null) return;
    url = new URL(location, url).href;
  }
}
