declare module '@apidevtools/swagger-cli' {
  /** Only what is called here; the package brings no types. */
  export function validate(file: string, options: { schema: boolean; spec: boolean }): Promise<unknown>;
}
