import type { Texts } from '../kit/texts';
import type { Explanation, NamedGroup } from './explain';

/** What the sentence needs besides the explanation. */
export interface WhyWords {
  readonly texts: Texts;
  /** When the members were evaluated, as the user's settings write it. */
  readonly evaluatedOn: string;
}

/** Whether the person is a member now, as far as it is known; decides on the colour and the icon of the card. */
export type Standing = 'in' | 'out' | 'changing' | 'open';

export function standingOf({ kind }: Explanation): Standing {
  switch (kind) {
    case 'inThroughGroups':
    case 'inThroughQuery':
    case 'wouldBeIn':
      return 'in';
    case 'outThroughGroups':
    case 'outNowhere':
    case 'wouldBeOut':
    case 'wouldBeNowhere':
      return 'out';
    case 'inUntilPublished':
    case 'outUntilPublished':
      return 'changing';
    case 'wouldBeAsTheQueryFinds':
      return 'open';
  }
}

/** Why a person is in the segment or not, in a sentence or two. */
export function whyText(explanation: Explanation, { texts, evaluatedOn }: WhyWords): string {
  switch (explanation.kind) {
    case 'inThroughGroups':
      return texts('Why_InThroughGroups', evaluatedOn, namesOf(texts, explanation.groups));
    case 'inThroughQuery':
      return texts('Why_InThroughQuery', evaluatedOn);
    case 'inUntilPublished':
      return inUntilPublished(explanation, { texts, evaluatedOn });
    case 'outThroughGroups':
      return leftOut('Why_OutThroughGroups', 'Why_OutThough', explanation, texts);
    case 'outUntilPublished':
      return texts('Why_OutUntilPublished', namesOf(texts, explanation.groups));
    case 'outNowhere':
      return texts(explanation.hasQuery ? 'Why_OutNowhereQuery' : 'Why_OutNowhere');
    case 'wouldBeIn':
      return texts('Why_WouldBeIn', namesOf(texts, explanation.groups));
    case 'wouldBeOut':
      return leftOut('Why_WouldBeOut', 'Why_WouldBeOutThough', explanation, texts);
    case 'wouldBeAsTheQueryFinds':
      return texts('Why_WouldBeAsTheQueryFinds');
    case 'wouldBeNowhere':
      return texts('Why_WouldBeNowhere');
  }
}

function inUntilPublished(
  { because, groups }: Extract<Explanation, { kind: 'inUntilPublished' }>,
  { texts, evaluatedOn }: WhyWords,
): string {
  if (because === 'excluded') return texts('Why_ExcludedSince', namesOf(texts, groups));
  if (groups.length > 0) return texts('Why_RemovedSince', namesOf(texts, groups));
  return texts('Why_NoGroupSince', evaluatedOn);
}

function leftOut(
  plain: 'Why_OutThroughGroups' | 'Why_WouldBeOut',
  contrary: 'Why_OutThough' | 'Why_WouldBeOutThough',
  { groups, though }: { readonly groups: readonly NamedGroup[]; readonly though: readonly NamedGroup[] },
  texts: Texts,
): string {
  if (though.length === 0) return texts(plain, namesOf(texts, groups));
  return texts(contrary, namesOf(texts, groups), namesOf(texts, though));
}

/** The groups' names in the quotation marks of the language. */
export function namesOf(texts: Texts, groups: readonly NamedGroup[]): string {
  return groups.map(({ name }) => texts('Quoted', name)).join(', ');
}
