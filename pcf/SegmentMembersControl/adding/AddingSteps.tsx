import * as React from 'react';
import { Symbol } from '../kit/icons';
import { useKit } from '../kit/kit';

const steps = ['Step_Who', 'Step_Check', 'Step_Done'] as const;

/** Where the marketer is between a list and the changed group: 1 who, 2 check, 3 done. */
export function AddingSteps({ current }: { readonly current: 1 | 2 | 3 }): React.JSX.Element {
  const { texts, formats } = useKit();
  return (
    <ol className="sgm-steps" aria-label={texts('Step_Steps')}>
      {steps.map((step, index) => (
        <li key={step} {...(index + 1 === current ? { 'aria-current': 'step' as const } : {})}>
          <span className="sgm-step-number" aria-hidden="true">
            {index + 1 < current ? <Symbol name="CheckMark" /> : formats.number(index + 1)}
          </span>
          {texts(step)}
        </li>
      ))}
    </ol>
  );
}
