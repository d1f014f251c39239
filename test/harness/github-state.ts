/** A comment as the loopback GitHub keeps it. */
export interface StoredComment {
  readonly id: number;
  readonly author: string;
  readonly issue: number;
  body: string;
}

/** A status of a commit, the newest last. */
export interface StoredStatus {
  readonly sha: string;
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
}

/** A pull request into Codertocat/Hello-World. */
export interface StoredPull {
  readonly number: number;
  readonly state: 'open' | 'closed';
  headSha: string;
  readonly headRef: string;
  readonly headRepository: string;
  readonly baseRef: string;
  readonly baseSha: string;
  /** GitHub's trial merge; null where there is none. */
  readonly mergeSha?: string | null;
  readonly mergedAt?: string | null;
  readonly labels?: readonly StoredLabel[];
  readonly body?: string | null;
  /** What it changes, as Gitea lists it. */
  readonly files?: readonly { readonly filename: string; readonly previous_filename?: string }[];
}

/** A label of a pull request, and who set it. */
export interface StoredLabel {
  readonly name: string;
  readonly by: string;
  /** Taken away rather than set, which only Gitea's timeline shows. */
  readonly isTaken?: boolean;
}

/** A run of a workflow. */
export interface StoredRun {
  readonly id: number;
  readonly attempt: number;
  readonly event: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly headRepository: string;
  readonly conclusion: string;
  readonly createdAt?: string;
}

/** A text, or what else may have the name of a file. */
export type StoredFile =
  | string
  | Uint8Array
  | { readonly type: 'symlink'; readonly target: string }
  | { readonly type: 'submodule' }
  /** So many bytes that GitHub leaves the content out. */
  | { readonly size: number };

/** What the repository holds. */
export interface Repository {
  readonly comments: StoredComment[];
  readonly statuses: StoredStatus[];
  readonly pulls: StoredPull[];
  /** Parents of each commit. */
  readonly commits: Record<string, readonly string[]>;
  /** Files by `<commit>:<path>`; a path that leads to others is a directory. */
  readonly files: Record<string, StoredFile>;
  /** Where two commits parted, by `<base>...<head>`. */
  readonly mergeBases: Record<string, string>;
  readonly runs: StoredRun[];
}

/** The pull request of fixtures/github/pull-request-synchronize.json. */
export const pullOfPayload: StoredPull = {
  number: 2,
  state: 'open',
  headSha: 'ec26c3e57ca3a959ca5aad62de7213c562f8c821',
  headRef: 'changes',
  headRepository: 'Codertocat/Hello-World',
  baseRef: 'master',
  baseSha: 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e',
};

/** The merge of that pull request into its base, which is what GITHUB_SHA names. */
export const mergeOfPull = '6113728f27ae82c7b1a177c8d03f9e96e0adf246';
/** Tip of the base branch by now: not the one that the payload names. */
export const baseOfPull = 'ba5e'.padEnd(40, '0');
/** Where that pull request left the base branch, as Gitea says it. */
export const mergeBaseOfPull = '3e9e'.padEnd(40, '0');
