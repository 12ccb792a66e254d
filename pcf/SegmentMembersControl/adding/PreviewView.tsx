import * as React from 'react';
import { ChoiceGroup, DefaultButton, PrimaryButton } from '../kit/fluent';
import type { RecordId } from '../../../segments/record-id';
import { csvOf, downloadText } from '../exporting';
import type { ChangePlan, Purpose } from '../members';
import { Counts } from '../kit/Counts';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import type { TextKey } from '../kit/text-keys';
import type { BadLine, BadLineReason } from '../lists/collect-values';
import { planFor, recordsOf, tooManyBy, type Preview, type SeveralChoice } from './preview';
import { iconOf } from '../kit/icons';

interface PreviewViewProps {
  readonly purpose: Purpose;
  readonly preview: Preview;
  readonly members: ReadonlySet<RecordId>;
  readonly onStart: (plan: ChangePlan) => void;
  readonly onBack: () => void;
}

const reasons: Readonly<Record<BadLineReason, TextKey>> = {
  empty: 'Line_Empty',
  notAnId: 'Line_NotAnId',
  notAnEmail: 'Line_NotAnEmail',
  duplicate: 'Line_Duplicate',
  notFound: 'Line_NotFound',
  several: 'Line_Several',
};

const startLabels = {
  add: 'Import_StartAdd',
  replace: 'Import_StartReplace',
  remove: 'Import_StartRemove',
} as const;

/** What the list leads to, before it happens. */
export function PreviewView({
  purpose,
  preview,
  members,
  onStart,
  onBack,
}: PreviewViewProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const [choice, setChoice] = React.useState<SeveralChoice>('all');
  const plan = usePlan(purpose, preview, choice, members);
  const excess = tooManyBy(plan, members.size);
  const { matched, several, notFound, duplicates, invalid } = preview;
  const bad = [...invalid, ...notFound, ...duplicates];

  const download = async (): Promise<void> => {
    const lines: readonly BadLine[] = [
      ...bad,
      ...several.map(({ line, value }) => ({ line, value, reason: 'several' as const })),
    ];
    const sorted = [...lines].sort((a, b) => a.line - b.line);
    const rows = sorted.map(({ line, value, reason }) => [value, String(line), texts(reasons[reason])]);
    const headings = [texts('Line_Value'), texts('Line_Line'), texts('Line_Reason')];
    downloadText(texts('Import_LinesFileName'), await csvOf([headings, ...rows]));
  };

  const numbers: readonly (readonly [TextKey, number])[] = [
    ['Preview_Matched', matched.length],
    ['Preview_Several', several.length],
    ['Preview_NotFound', notFound.length],
    ['Preview_Duplicates', duplicates.length],
    ['Preview_Invalid', invalid.length],
    ...(purpose === 'remove'
      ? []
      : ([
          ['Preview_AlreadyThere', plan.alreadyThere.length],
          ['Preview_ToAdd', plan.add.length],
        ] as const)),
    ...(purpose === 'add' ? [] : ([['Preview_ToRemove', plan.remove.length]] as const)),
  ];

  return (
    <div className="sgm-preview">
      <Counts counts={numbers} />
      {several.length > 0 && (
        <ChoiceGroup
          label={texts('Preview_SeveralChoice')}
          selectedKey={choice}
          options={[
            { key: 'all', text: texts('Preview_SeveralAll') },
            { key: 'first', text: texts('Preview_SeveralFirst') },
            { key: 'none', text: texts('Preview_SeveralNone') },
          ]}
          onChange={(_, option) => setChoice((option?.key ?? 'all') as SeveralChoice)}
        />
      )}
      {excess > 0 && <Notice kind="error">{texts('Preview_TooMany', formats.number(excess))}</Notice>}
      <div className="sgm-buttons">
        <PrimaryButton
          text={texts(
            startLabels[purpose],
            formats.number(plan.add.length),
            formats.number(plan.remove.length),
          )}
          disabled={excess > 0 || plan.add.length + plan.remove.length === 0}
          onClick={() => onStart(plan)}
        />
        <DefaultButton text={texts('Back')} onClick={onBack} />
        {bad.length + several.length > 0 && (
          <DefaultButton
            iconProps={iconOf('Download')}
            text={texts('Import_DownloadLines', formats.number(bad.length + several.length))}
            onClick={() => void download()}
          />
        )}
      </div>
    </div>
  );
}

const nothingYet: ChangePlan = { add: [], remove: [], alreadyThere: [], notFound: [] };

/** The plan for the list, nothing while it is being made: lists of 200,000 take more than a moment. */
function usePlan(
  purpose: Purpose,
  preview: Preview,
  choice: SeveralChoice,
  members: ReadonlySet<RecordId>,
): ChangePlan {
  const [made, setMade] = React.useState({ choice, plan: nothingYet });
  React.useEffect(() => {
    const work = new AbortController();
    const { signal } = work;
    planFor(
      purpose,
      recordsOf(preview, choice),
      members,
      preview.notFound.map(({ value }) => value),
      signal,
    ).then(
      (next) => {
        if (!signal.aborted) setMade({ choice, plan: next });
      },
      // Only given up, for another choice or because the preview is gone.
      () => undefined,
    );
    return () => work.abort();
  }, [purpose, preview, choice, members]);
  return made.choice === choice ? made.plan : nothingYet;
}
