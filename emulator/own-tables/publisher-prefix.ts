/** Prefixes of Microsoft's own publishers, and what looks like one in the names of its columns. */
const ofMicrosoft = /^(?:msdyn[a-z]*|mspp|mspcat|mscrm|mserp|msfp|msft|adx|address\d|aging\d+)_/;

/** Whether a table or column has a name that a publisher other than Microsoft gave, e.g. `new_course`. */
export function isOfOwnPublisher(logicalName: string): boolean {
  return /^[a-z][a-z0-9]{1,7}_/.test(logicalName) && !ofMicrosoft.test(logicalName);
}
