/** How ledgers write the relation of the head to the head. */
export const headRelation = "户主";

/** A household bears its head's name, as in ledgers. */
export function householdName(head: { name: string }): string {
  return `${head.name}户`;
}
