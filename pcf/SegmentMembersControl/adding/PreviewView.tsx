import * as React from 'react';
import { Checkbox, DefaultButton, PrimaryButton } from '../kit/fluent';
import type { RecordId } from '../../../segments/record-id';
import { csvOf, downloadText } from '../exporting';
import type { ChangePlan, Purpose } from '../members';
import type { PeopleCache } from '../people';
import { Choice } from '../kit/Choice';
import { Notice } from '../kit/Notice';
import { useKit } from '../kit/kit';
import { CheckLines } from './CheckLines';
import { CheckTabs, panelId } from './CheckTabs';
import { checkOf, type Check } from './check';
import { partNames, type PartKey } from './check-parts';
import { ConfirmRemoval } from './ConfirmRemoval';
import type { TableState } from './import-store';
import { linesReport } from './list-report';
import {
  isMostlyUnknown,
  tooManyBy,
  type Choices,
  type LineCounts,
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
  readonly groupName: string;
  readonly people: PeopleCache;
  readonly pickRecords: () => Promise<readonly RecordId[]>;
  readonly onStart: (plan: ChangePlan) => void;
  /** What was decided before. */
  readonly choices: Choices;
  readonly check: Check;
  readonly onBack: (decided: { readonly choices: Choices; readonly check: Check }) => void;
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
  groupName,
  source,
  people,
  pickRecords,
  onStart,
  choices: before,
  check: first,
  onBack,
}: PreviewViewProps): React.JSX.Element {
  const { texts, formats } = useKit();
  const [choices, setChoices] = React.useState(before);
  const list = React.useMemo(
    () => ({ purpose, preview, members, source }),
    [purpose, preview, members, source],
  );
  const check = useCheck(list, choices, first);
  const { plan, parts, counts, leftOut } = check;
  const isCurrent = check.choices === choices;
  const excess = tooManyBy(plan, members.size);
  const ignored = ignoredColumns(source);
  const [chosen, setChosen] = React.useState<PartKey>();
  const [isAsking, setIsAsking] = React.useState(false);
  const shown = parts.find(({ key }) => key === chosen) ?? parts[0];
  const willRemove = purpose !== 'add' && plan.remove.length > 0;

  const download = async (): Promise<void> => {
    const rows = linesReport({ preview, choices, source, texts, outcomes: leftOut });
    downloadText(texts('Import_LinesFileName'), await csvOf(rows, formats));
  };
  const correct = (place: number, ids: readonly RecordId[] | undefined): void =>
    setChoices((now) => corrected(now, place, ids));

  return (
    <div className="sgm-preview">
      {isMostlyUnknown(counts) && <Notice kind="warning">{texts('Preview_MostlyUnknown')}</Notice>}
      {ignored.length > 0 && (
        <Notice kind="warning">{texts('Preview_IgnoredColumns', ignored.join(', '))}</Notice>
      )}
      {shown && <CheckTabs parts={parts} shown={shown.key} onShow={setChosen} />}
      {shown && (
        <div id={panelId} role="tabpanel" aria-label={texts(partNames[shown.key])}>
          <ChoiceForAll part={shown.key} choices={choices} onChange={setChoices} />
          <CheckLines
            preview={preview}
            lines={shown.lines}
            people={people}
            label={texts(partNames[shown.key])}
            choices={choices}
            onCorrect={correct}
            pickRecords={pickRecords}
          />
        </div>
      )}
      <LinesOfList counts={counts} />
      {excess > 0 && <Notice kind="error">{texts('Preview_TooMany', formats.number(excess))}</Notice>}
      <div className="sgm-foot">
        <PrimaryButton
          text={texts(
            startLabels[purpose],
            formats.number(plan.add.length),
            formats.number(plan.remove.length),
          )}
          disabled={!isCurrent || excess > 0 || plan.add.length + plan.remove.length === 0}
          onClick={() => (willRemove ? setIsAsking(true) : onStart(plan))}
        />
        <DefaultButton text={texts('Back')} onClick={() => onBack({ choices, check })} />
        {leftOut.length > 0 && (
          <DefaultButton
            className="sgm-subtle"
            iconProps={iconOf('Download')}
            text={texts('Import_DownloadLines', formats.number(leftOut.length))}
            onClick={() => void download()}
          />
        )}
        <span className="sgm-quiet">{texts('Preview_Unchanged')}</span>
      </div>
      {isAsking && (
        <ConfirmRemoval
          leaving={plan.remove}
          memberCount={members.size}
          isGrave={plan.remove.length * 2 > members.size || check.namesNobody}
          groupName={groupName}
          people={people}
          onYes={() => onStart(plan)}
          onClose={() => setIsAsking(false)}
        />
      )}
    </div>
  );
}

interface ChoiceForAllProps {
  readonly part: PartKey;
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}

/** What is taken for all lines of a part, before the choice for one. */
function ChoiceForAll({ part, choices, onChange }: ChoiceForAllProps): React.JSX.Element | null {
  const { texts } = useKit();
  if (part === 'inactive') {
    return (
      <div className="sgm-for-all">
        <Checkbox
          checkmarkIconProps={iconOf('CheckMark')}
          label={texts('Preview_WithInactive')}
          checked={choices.withInactive}
          onChange={(_, checked) => onChange({ ...choices, withInactive: checked ?? false })}
        />
      </div>
    );
  }
  if (part !== 'several') return null;
  return (
    <div className="sgm-for-all">
      <Choice
        label={texts('Preview_SeveralChoice')}
        selectedKey={choices.several}
        options={[
          { key: 'all', text: texts('Preview_SeveralAll') },
          { key: 'first', text: texts('Preview_SeveralFirst') },
          { key: 'none', text: texts('Preview_SeveralNone') },
        ]}
        onChoose={(key) => onChange({ ...choices, several: key as SeveralChoice })}
      />
    </div>
  );
}

/** An account of every line of the list, and of those that are no rows. */
function LinesOfList({ counts }: { readonly counts: LineCounts }): React.JSX.Element {
  const { texts, formats } = useKit();
  const { other, besideOthers, lines } = counts;
  const numbers = (
    [
      ['Preview_Lines', lines],
      ['Preview_Titles', other.instructions],
      ['Preview_Blank', other.blank],
      ['Preview_Continued', other.continued],
      ['Preview_BesideOthers', besideOthers],
    ] as const
  ).filter(([, count]) => count > 0);
  return (
    <p className="sgm-quiet">
      {numbers.map(([key, count]) => `${texts(key)}: ${formats.number(count)}`).join(' · ')}
    </p>
  );
}

function corrected(choices: Choices, place: number, ids: readonly RecordId[] | undefined): Choices {
  const corrections = new Map(choices.corrections);
  if (ids) corrections.set(place, ids);
  else corrections.delete(place);
  return { ...choices, corrections };
}

/** Names of columns that tell other people than the chosen ones. */
function ignoredColumns(source: TableState | undefined): readonly string[] {
  if (!source?.recognition || source.recognition.matchBy.kind === 'text') return [];
  const { columns } = source.recognition;
  return source.recognised.candidates
    .filter(({ column, isSame }) => !isSame && !columns.includes(column))
    .map(({ column, heading }) => (heading === '' ? String(column + 1) : heading));
}

/** The check with what is decided now; the one before while it is being made, which takes a moment for 200,000. */
function useCheck(list: Parameters<typeof checkOf>[0], choices: Choices, first: Check): Check {
  const [made, setMade] = React.useState(first);
  const isMade = made.choices === choices;
  React.useEffect(() => {
    if (isMade) return undefined;
    const work = new AbortController();
    const { signal } = work;
    checkOf(list, choices, signal).then(
      (next) => signal.aborted || setMade(next),
      // Only given up, for another choice or because the preview is gone.
      () => undefined,
    );
    return () => work.abort();
  }, [list, choices, isMade]);
  return made;
}
