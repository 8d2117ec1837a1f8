// swagger-client has no types of its own.
declare module "swagger-client" {
  interface SwaggerRequest {
    url: string;
    headers: Record<string, string>;
  }
  const SwaggerClient: { buildRequest(options: object): SwaggerRequest };
  export default SwaggerClient;
}
