import type { Name, SegmentQuery } from './ast';

/** The segments that a query names, in the order of the text. */
export function referencedSegments(query: SegmentQuery): readonly Name[] {
  switch (query.kind) {
    case 'segment':
      return [query.name];
    case 'combination':
      return [...referencedSegments(query.left), ...referencedSegments(query.right)];
    case 'page':
      return referencedSegments(query.of);
    case 'profile':
    case 'interaction':
      return [];
  }
}
