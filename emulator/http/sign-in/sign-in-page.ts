import { escapeHtml } from '../../../markup/escape';
import type { Account } from './accounts';

/** A page on which a person chooses whom to sign in as. */
export function signInPage(
  accounts: readonly Account[],
  asked: {
    readonly action: string;
    readonly title: string;
    readonly hidden: Readonly<Record<string, string>>;
    readonly askCode: boolean;
    readonly note?: string;
  },
): string {
  const hidden = Object.entries(asked.hidden).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const code = asked.askCode
    ? '<p><label>Code <input name="user_code" required autocomplete="off" autofocus></label></p>'
    : '';
  const secret =
    '<p><label>Secret of the application <input name="secret" type="password" required autocomplete="off"></label></p>';
  const buttons = accounts.map(
    ({ clientId, name, role }) =>
      `<p><button name="account" value="${clientId}">${escapeHtml(name)} (${escapeHtml(role)})</button></p>`,
  );
  const note = asked.note === undefined ? '' : `<p role="alert">${escapeHtml(asked.note)}</p>`;
  return page(
    asked.title,
    `${note}<form method="post" action="${escapeHtml(asked.action)}">${hidden.join('')}${code}${secret}${buttons.join('')}</form>`,
  );
}

export function signedInPage(): string {
  return page('Signed in', '<p>You have signed in. You may close this window.</p>');
}

function page(title: string, inside: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/form/page.css"></head>
<body>
<main class="overview">
<h1>${escapeHtml(title)}</h1>
${inside}
</main>
</body>
</html>
`;
}
