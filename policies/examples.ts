/** What a rule's own tests show of it: where its good and its bad case differ, and which changes of production it catches. */
export interface RuleExample {
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly catches: readonly string[];
}
