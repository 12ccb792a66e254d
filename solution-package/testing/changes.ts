import { addForm, fixtureControl, swapIn, type FormFixture } from './package-fixture';

export type Content = Map<string, string | Uint8Array>;

export interface BrokenPackage {
  /** What is wrong with it. */
  readonly name: string;
  readonly change: (parts: Content) => void;
  readonly rule: string;
  /** Words of the finding. */
  readonly found: string;
  /** Code and words of the import's refusal; undefined for what Dataverse takes. */
  readonly refused?: readonly [code: string, words: string];
}

export const control = `Controls/${fixtureControl}/`;
export const connector = 'Connector/abc_sample';

export const swap = (part: string, from: string | RegExp, to: string) => (parts: Content) => {
  swapIn(parts, part, from, to);
};
export const remove = (part: string) => (parts: Content) => {
  if (!parts.delete(part)) throw new Error(`There is no ${part}.`);
};
export const put =
  (part: string, content: string | Uint8Array = '') =>
  (parts: Content) => {
    parts.set(part, content);
  };

export const withForm = (facts: FormFixture) => (parts: Content) => {
  addForm(parts, facts);
};

const fixtureVariable = 'environmentvariabledefinitions/abc_Team';

export const variableWith = (values: string) => (parts: Content) => {
  parts.set(
    `${fixtureVariable}/environmentvariabledefinition.xml`,
    '<environmentvariabledefinition schemaname="abc_Team"><type>100000000</type></environmentvariabledefinition>',
  );
  parts.set(`${fixtureVariable}/environmentvariablevalues.json`, values);
};
