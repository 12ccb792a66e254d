/** Address of an environment without path and slash. */
export interface EnvironmentAddress {
  readonly url: string;
  /** On this machine, where the local Dataverse may need no sign-in. */
  readonly isLocal: boolean;
}

/** @throws Error that says what is wrong with it. */
export function readEnvironmentAddress(text: string | undefined): EnvironmentAddress {
  if (!text) {
    throw new Error(
      'Name the environment: npm run deploy -- --environment https://contoso.crm4.dynamics.com',
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error(
      `"${text}" is no address of an environment; one looks like https://contoso.crm4.dynamics.com.`,
    );
  }
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && !isLocal) {
    throw new Error(`${url.origin} would get the sign-in's token unencrypted. Use https.`);
  }
  if (/\.(powerapps|powerautomate|microsoft)\.com$/.test(url.hostname)) {
    throw new Error(
      `${url.hostname} is a portal, not an environment. Its settings show the Environment URL, which ends in dynamics.com.`,
    );
  }
  return { url: url.origin, isLocal };
}
