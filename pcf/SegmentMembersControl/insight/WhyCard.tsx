import * as React from 'react';
import { DefaultButton, Spinner } from '../kit/fluent';
import { useKit } from '../kit/kit';
import { Notice } from '../kit/Notice';
import type { Texts } from '../kit/texts';
import { explain, type Situation } from './explain';
import type { ComparedGroup, InsightState } from './insight-store';
import type { ReachObstacle } from './reach';
import { whySteps, type WhyStep } from './why-steps';
import { standingOf, whyText } from './why-text';

interface WhyCardProps {
  readonly state: InsightState;
  /** Undefined while nothing is known of the person. */
  readonly situation: Situation | undefined;
  /** Undefined where the row was not read. */
  readonly obstacles: readonly ReachObstacle[] | undefined;
  /** As the user's settings write it. */
  readonly evaluatedOn: string;
  readonly name: string;
  /** What keeps the groups from being read, in words for people. */
  readonly problem: string;
  readonly onAsk: () => void;
}

/** Answers why somebody is in the segment or not, with the steps that lead there. Reads only when it is asked. */
export function WhyCard(props: WhyCardProps): React.JSX.Element {
  const { state, situation, onAsk } = props;
  const { texts, formats } = useKit();
  switch (state.kind) {
    case 'idle':
      return <DefaultButton text={texts('Why_Ask')} onClick={onAsk} />;
    case 'reading':
      return (
        <Spinner label={texts('Why_Reading', formats.number(state.done), formats.number(state.total))} />
      );
    case 'failed':
      return (
        <Notice kind="error" actions={<DefaultButton text={texts('TryAgain')} onClick={onAsk} />}>
          {texts('Failed', props.problem)}
        </Notice>
      );
    case 'ready':
      return situation ? (
        <Answer {...props} situation={situation} groups={state.insight.groups} />
      ) : (
        <DefaultButton text={texts('Why_Ask')} onClick={onAsk} />
      );
  }
}

type AnswerProps = WhyCardProps & {
  readonly situation: Situation;
  readonly groups: readonly ComparedGroup[];
};

function Answer({ situation, groups, obstacles, evaluatedOn, name }: AnswerProps): React.JSX.Element {
  const { texts } = useKit();
  const explanation = explain(situation);
  return (
    <section className="sgm-why" aria-label={texts('Why_Title', name)}>
      <p className={`sgm-verdict sgm-${standingOf(explanation)}`} role="status" dir="auto">
        {whyText(explanation, { texts, evaluatedOn })}
      </p>
      <h5 className="sgm-quiet">{texts('Why_Steps')}</h5>
      <ol className="sgm-steps">
        {whySteps(situation, groups, obstacles).map((step) => {
          const { says, because, tone } = wordsOfStep(step, texts);
          return (
            <li key={says} className={`sgm-step sgm-${tone}`}>
              <span className="sgm-step-mark" aria-hidden="true" />
              <span>
                <strong>
                  <bdi>{says}</bdi>
                </strong>
                <span className="sgm-quiet">{because}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

interface StepWords {
  readonly says: string;
  readonly because: string;
  readonly tone: 'include' | 'exclude' | 'silent';
}

function wordsOfStep(step: WhyStep, texts: Texts): StepWords {
  switch (step.kind) {
    case 'member':
      return step.group.includeType === 'Include'
        ? { says: texts('Why_Includes', step.group.name), because: texts('Why_Member'), tone: 'include' }
        : {
            says: texts('Why_Excludes', step.group.name),
            because: texts('Why_ExclusionWins'),
            tone: 'exclude',
          };
    case 'notMember':
      return {
        says: step.group.name,
        because: texts(step.wasRemoved ? 'Why_WasRemoved' : 'Why_NotMember'),
        tone: 'silent',
      };
    case 'query':
      return {
        says: texts('Why_Query'),
        because: texts(`WhyQuery_${step.says}`),
        tone: step.says === 'found' ? 'include' : 'silent',
      };
    case 'reach': {
      // A flag that segments ignore keeps nobody from being written to by itself.
      const isKept = step.obstacles.some((obstacle) => obstacle !== 'doNotBulkEmail');
      const reasons = step.obstacles.map((obstacle) => texts(`WhyReach_${obstacle}`));
      return {
        says: texts(isKept ? 'Why_NoReach' : 'Why_Reach'),
        because: reasons.length > 0 ? reasons.join('. ') : texts('Why_Reachable'),
        tone: isKept ? 'exclude' : 'include',
      };
    }
  }
}
