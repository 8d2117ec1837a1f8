import { Client, type ApiDefinition, type ClientOptions, type OperationDefinition } from "@sdkwright/runtime";
import { RecordingServer, type Recorded, type Responder } from "./recording-server.js";

/** An API with nothing in it but its server. */
export function apiAt(url: string, more: Partial<ApiDefinition> = {}): ApiDefinition {
  return { contract: 1, name: "Test", env: "SDKWRIGHT_TEST", servers: [{ url }], schemes: {}, security: [], ...more };
}

/** A client and the loopback server that it calls. */
export interface Wire extends AsyncDisposable {
  readonly server: RecordingServer;
  readonly client: Client;
  /** Calls an operation and gives what arrived. */
  send(operation: OperationDefinition, params?: object, options?: object): Promise<Recorded>;
}

/** Starts a server and a client for it. */
export async function wire(
  setup: { respond?: Responder; api?: Partial<ApiDefinition>; options?: ClientOptions; basePath?: string } = {},
): Promise<Wire> {
  const server = await RecordingServer.start(setup.respond);
  const client = new Client(apiAt(server.origin + (setup.basePath ?? ""), setup.api), {
    retry: 0,
    throttle: false,
    ...setup.options,
  });
  return {
    server,
    client,
    async send(operation, params, options) {
      await client.call(operation as never, params, options);
      return server.last;
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
