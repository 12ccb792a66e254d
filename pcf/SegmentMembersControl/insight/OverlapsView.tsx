import * as React from 'react';
import { useKit } from '../kit/kit';
import { Notice } from '../kit/Notice';
import type { Insight } from './insight-store';

/** Who is in more than one group of the segment, as a table of groups against groups. */
export function OverlapsView({ insight }: { readonly insight: Insight }): React.JSX.Element {
  const { texts, formats } = useKit();
  const { groups, overlaps } = insight;
  const number = (value: number): string => (value === 0 ? '–' : formats.number(value));
  const isShared = overlaps.groups.some(({ members, onlyHere }) => members > onlyHere);
  return (
    <div className="sgm-overlaps">
      {overlaps.includedAndExcluded > 0 && (
        <Notice kind="warning">{texts('Overlap_Never', formats.number(overlaps.includedAndExcluded))}</Notice>
      )}
      {!isShared && <p className="sgm-quiet">{texts('Overlap_None')}</p>}
      <p>{texts('Overlap_ThroughGroups', formats.number(overlaps.throughGroups))}</p>
      <div className="sgm-scroll" tabIndex={0} role="group" aria-label={texts('Overlap_Title')}>
        <table className="sgm-table">
          <thead>
            <tr>
              <th scope="col">{texts('Overlap_Group')}</th>
              <th scope="col">{texts('Overlap_Members')}</th>
              <th scope="col">{texts('Overlap_OnlyHere')}</th>
              <th scope="col">{texts('Overlap_Opposite')}</th>
              {groups.map(({ id, name }) => (
                <th scope="col" key={id}>
                  <bdi>{texts('Overlap_With', name)}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map(({ id, name }, index) => {
              const counts = overlaps.groups[index];
              return (
                counts && (
                  <tr key={id}>
                    <th scope="row">
                      <bdi>{name}</bdi>
                    </th>
                    <td>{formats.number(counts.members)}</td>
                    <td>{number(counts.onlyHere)}</td>
                    <td>{number(counts.alsoOpposite)}</td>
                    {counts.sharedWith.map((shared, other) => (
                      <td key={groups[other]?.id ?? other}>{other === index ? '' : number(shared)}</td>
                    ))}
                  </tr>
                )
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
