import * as React from 'react';
import { useKit } from '../kit/kit';
import { Notice } from '../kit/Notice';
import { chartPoints, type Executions } from './executions';

/** How many members the evaluations of the last 90 days found: a line, the table it is drawn from, the last failure. */
export function ExecutionsView({ executions }: { readonly executions: Executions }): React.JSX.Element {
  const { texts, formats } = useKit();
  const { all, reason } = executions;
  const failed = all.find(({ hasFailed }) => hasFailed);
  const headings = ['Started', 'Finished', 'Members', 'Type', 'Status'] as const;
  return (
    <section className="sgm-executions" aria-label={texts('Executions_Title')}>
      <h4>{texts('Executions_Title')}</h4>
      {failed && (
        <Notice kind="warning">
          {texts('Executions_Failed', formats.dateTime(failed.started))} <bdi>{reason}</bdi>
        </Notice>
      )}
      <svg viewBox="0 0 300 60" preserveAspectRatio="none" aria-hidden="true">
        <polyline points={chartPoints(all)} />
      </svg>
      <details>
        <summary>{texts('Executions_Table', formats.number(all.length))}</summary>
        <div className="sgm-scroll" tabIndex={0} role="group" aria-label={texts('Executions_Title')}>
          <table className="sgm-table">
            <thead>
              <tr>
                {headings.map((heading) => (
                  <th scope="col" key={heading}>
                    {texts(`Executions_${heading}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {all.map(({ started, finished, members, type, status }, index) => (
                <tr key={index}>
                  <th scope="row">{formats.dateTime(started)}</th>
                  <td>{finished && formats.dateTime(finished)}</td>
                  <td>{members === undefined ? '' : formats.number(members)}</td>
                  <td>{type}</td>
                  <td>{status}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
