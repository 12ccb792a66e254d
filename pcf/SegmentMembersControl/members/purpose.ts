/** What a list is for: its people come in, the group becomes the list, or its people go out. */
export type Purpose = 'add' | 'replace' | 'remove';
