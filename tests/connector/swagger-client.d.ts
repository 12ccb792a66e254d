declare module 'swagger-client' {
  /** Only what the tests call; the package brings no types. */
  const SwaggerClient: (options: Readonly<Record<string, unknown>>) => Promise<unknown>;
  export default SwaggerClient;
}
