/** An object as the API server has it, with whatever it and controllers added; of some kinds metadata alone. */
export interface LiveObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly labels?: Readonly<Record<string, string>> | undefined;
    readonly annotations?: Readonly<Record<string, string>> | undefined;
    readonly deletionTimestamp?: string | undefined;
    readonly ownerReferences?: readonly unknown[] | undefined;
  };
  readonly [key: string]: unknown;
}

/** Objects of one kind that could not be read, in one namespace or, without one, anywhere. */
export interface Unread {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly reason: string;
}

/** What a cluster answered. */
export interface Live {
  readonly objects: readonly LiveObject[];
  readonly unread: readonly Unread[];
}
