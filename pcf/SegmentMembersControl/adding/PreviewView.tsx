import * as React from 'react';
import { Checkbox, ChoiceGroup, DefaultButton, PrimaryButton } from '../kit/fluent';
import type { RecordId } from '../../../segments/record-id';
import { csvOf, downloadText } from '../exporting';
import type { ChangePlan, Purpose } from '../members';
import { Counts } from '../kit/Counts';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import type { TextKey } from '../kit/text-keys';
import type { TableState } from './import-store';
import { givenList, linesLeftOut, linesReport } from './list-report';
import {
  countLines,
  firstChoices,
  isMostlyUnknown,
  planFor,
  recordsOf,
  tooManyBy,
  valuesNotFound,
  type Choices,
  type Preview,
  type SeveralChoice,
} from './preview';
import { iconOf } from '../kit/icons';

interface PreviewViewProps {
  readonly purpose: Purpose;
  readonly preview: Preview;
  readonly members: ReadonlySet<RecordId>;
  /** The list that was looked up, absent for records that were picked. */
  readonly source: TableState | undefined;
  readonly onStart: (plan: ChangePlan) => void;
  readonly onBack: () => void;
}

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
  source,
  onStart,
  onBack,
}: PreviewViewProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const [choices, setChoices] = React.useState<Choices>(firstChoices);
  const plan = usePlan(purpose, preview, choices, members, source);
  const excess = tooManyBy(plan, members.size);
  const counts = React.useMemo(() => countLines(preview), [preview]);
  const leftOut = React.useMemo(() => linesLeftOut(preview, choices), [preview, choices]);
  const { byKind, other } = counts;
  const ignored = ignoredColumns(source);

  const download = async (): Promise<void> => {
    const rows = linesReport({ preview, choices, source, texts, outcomes: leftOut });
    downloadText(texts('Import_LinesFileName'), await csvOf(rows, formats));
  };

  const numbers: readonly (readonly [TextKey, number])[] = [
    ['Preview_Matched', byKind.found],
    ['Preview_Several', byKind.several],
    ['Preview_NotFound', byKind.notFound],
    ['Preview_Duplicates', byKind.duplicate],
    ['Preview_Invalid', byKind.invalid],
    ...whereAny([
      ['Preview_Inactive', byKind.inactive],
      ['Preview_Empty', byKind.empty],
      ['Preview_Hidden', byKind.hidden],
      ['Preview_Titles', byKind.title + byKind.heading + other.instructions],
      ['Preview_Blank', other.blank],
      ['Preview_Continued', other.continued],
      ['Preview_BesideOthers', counts.besideOthers],
    ]),
    ['Preview_Lines', counts.lines],
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
      {isMostlyUnknown(counts) && <Notice kind="warning">{texts('Preview_MostlyUnknown')}</Notice>}
      {ignored.length > 0 && (
        <Notice kind="warning">{texts('Preview_IgnoredColumns', ignored.join(', '))}</Notice>
      )}
      <Counts counts={numbers} />
      {byKind.inactive > 0 && (
        <Checkbox
          checkmarkIconProps={iconOf('CheckMark')}
          label={texts('Preview_WithInactive')}
          checked={choices.withInactive}
          onChange={(_, checked) => setChoices({ ...choices, withInactive: checked ?? false })}
        />
      )}
      {byKind.several > 0 && (
        <ChoiceGroup
          label={texts('Preview_SeveralChoice')}
          selectedKey={choices.several}
          options={[
            { key: 'all', text: texts('Preview_SeveralAll') },
            { key: 'first', text: texts('Preview_SeveralFirst') },
            { key: 'none', text: texts('Preview_SeveralNone') },
          ]}
          onChange={(_, option) =>
            setChoices({ ...choices, several: (option?.key ?? 'all') as SeveralChoice })
          }
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
        {leftOut.length > 0 && (
          <DefaultButton
            iconProps={iconOf('Download')}
            text={texts('Import_DownloadLines', formats.number(leftOut.length))}
            onClick={() => void download()}
          />
        )}
      </div>
    </div>
  );
}

const nothingYet: ChangePlan = { add: [], remove: [], alreadyThere: [], notFound: [] };

/** Names of columns that tell other people than the chosen ones. */
function ignoredColumns(source: TableState | undefined): readonly string[] {
  if (!source?.recognition || source.recognition.matchBy.kind === 'text') return [];
  const { columns } = source.recognition;
  return source.recognised.candidates
    .filter(({ column, isSame }) => !isSame && !columns.includes(column))
    .map(({ column, heading }) => (heading === '' ? String(column + 1) : heading));
}

function whereAny(counts: readonly (readonly [TextKey, number])[]): readonly (readonly [TextKey, number])[] {
  return counts.filter(([, count]) => count > 0);
}

/** The plan for the list, nothing while it is being made: lists of 200,000 take more than a moment. */
function usePlan(
  purpose: Purpose,
  preview: Preview,
  choices: Choices,
  members: ReadonlySet<RecordId>,
  source: TableState | undefined,
): ChangePlan {
  const [made, setMade] = React.useState({ choices, plan: nothingYet });
  React.useEffect(() => {
    const work = new AbortController();
    const { signal } = work;
    planFor(purpose, recordsOf(preview, choices), members, valuesNotFound(preview), signal).then(
      (next) => {
        const list = source && { list: givenList({ preview, choices, source }) };
        if (!signal.aborted) setMade({ choices, plan: { ...next, ...list } });
      },
      // Only given up, for another choice or because the preview is gone.
      () => undefined,
    );
    return () => work.abort();
  }, [purpose, preview, choices, members, source]);
  return made.choices === choices ? made.plan : nothingYet;
}
