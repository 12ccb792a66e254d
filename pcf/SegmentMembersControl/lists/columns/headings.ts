import type { MemberTable } from '../../../../segments/member-tables';
import { visibleText } from '../addresses/visible-text';

/** What a heading says of its column, in the control's languages: en, de, fr, es, ja, ar. */
export type HeadingMeaning =
  /** Exactly what people are told by. */
  | 'exact'
  /** Names it among other words. */
  | 'own'
  | 'none'
  /** A further address of the same person. */
  | 'second'
  /** Tells somebody or something else: an owner, a representative, a company. */
  | 'other';

/** A heading without case, accents, invisible characters and punctuation. */
export function headingKey(heading: string): string {
  return visibleText(heading)
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u0653-\u0655]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_.:;*#/\\()[\]{}"'‐-―-]+/g, ' ')
    .trim();
}

const longestHeading = 80;

const exactEmail = new Set(
  [
    'email, e mail, mail, email address, e mail address, mail address, emailaddress1, emailaddress, primary email',
    'e mail adresse, email adresse, mailadresse, emailadresse, e mailadresse, mail adresse',
    'adresse e mail, adresse email, adresse mail, courriel, adresse electronique, mel',
    'correo, correo electronico, direccion de correo, direccion de correo electronico',
    'メール, メールアドレス, eメール, 電子メール, メアト, メアド',
    'البريد الالكتروني, البريد, بريد الكتروني, ايميل, الايميل, عنوان البريد الالكتروني',
  ].flatMap((list) => list.split(', ').map(headingKey)),
);

const someEmail = /e ?mail|\bmail\b|mail ?adress|courriel|correo|メール|بريد|ايميل/;
const noEmail = /postal|mailing|newsletter|opt ?(?:in|out)|consent|status|type\b|bounce/;

const second =
  /(?:^|\D)[2-9](?:\D|$)|\b(?:second|alternat|other|additional|backup|old\b|previous|zweit|weitere|sonstige|alte\b|secondaire|autre|ancien|secundari|otro|adicional|anterior)|予備|別の|サブ|第二|الثاني|بديل|اخر/;

const somebodyElse = new RegExp(
  '\\b(?:' +
    [
      'owner|reps?\\b|represent|sales|manager|compan|organi[sz]|host|sender|from\\b|creat|modified|assign|agent|advis',
      'supervis|assistant|emergenc|parent|guardian|refer|invit|billing|buyer|support|reply|b?cc\\b|vendor|partner|account\\b',
      'besitzer|vertret|vertrieb|betreu|leiter|vorgesetzt|absender|erstell|geandert|verantwort|zustandig|firm|berater',
      'rechnung|organisat|proprietaire|responsable|commercial|vendeu|gestionnaire|expediteur|cree|entreprise|societe',
      'conseil|factur|propietari|vendedor|gerente|comercial|remitente|creado|empresa|asesor|konto|compte|cuenta',
    ].join('|') +
    ')|所有者|担当|営業|上司|上長|紹介|送信者|作成者|会社|管理者|主催|مالك|مندوب|مدير|مبيعات|مسوول|المرسل|شركة|منشي|حساب',
);

/** What a heading says of a column of e-mail addresses. */
export function emailHeading(heading: string, table: MemberTable): HeadingMeaning {
  if (heading.length > longestHeading || heading.includes('@')) return 'none';
  const key = headingKey(heading);
  if (exactEmail.has(key) || key === table.emailColumn) return 'exact';
  // "担当者" with the words of the person's table is the person: 取引先担当者.
  if (somebodyElse.test(key)) return 'other';
  if (!someEmail.test(key) || noEmail.test(key)) return 'none';
  return second.test(key) ? 'second' : 'own';
}

const namesOfTables: Readonly<Record<string, readonly string[]>> = {
  contact: ['contact', 'kontakt', 'contacto', '取引先担当者', '連絡先', 'جهة الاتصال'].map(headingKey),
  lead: ['lead', 'prospect', 'cliente potencial', 'interessent', '潜在顧客', 'リード', 'عميل متوقع'].map(
    headingKey,
  ),
};
const anyId = new Set([
  'id',
  'guid',
  'key',
  'record id',
  'recordid',
  'unique id',
  'row id',
  'member id',
  'person id',
  'crm id',
]);

/** What a heading says of a column of record ids. */
export function idHeading(heading: string, table: MemberTable): HeadingMeaning {
  if (heading.length > longestHeading) return 'none';
  // Dataverse's own exports head their ids "(Do Not Modify) Contact".
  const key = headingKey(heading.replace(/^\([^()]*\)/, ''));
  const names = namesOfTables[table.logicalName] ?? [];
  if (
    key === table.primaryId ||
    names.some((name) => key === name || key === `${name} id` || key === `${name} guid`)
  )
    return 'exact';
  if (anyId.has(key)) return 'own';
  const others = Object.values(namesOfTables).filter((each) => each !== names);
  const isOtherTable = others.some((each) => each.some((name) => key.startsWith(name)));
  return isOtherTable || somebodyElse.test(key) || /.id$/.test(key) ? 'other' : 'none';
}
