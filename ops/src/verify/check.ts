/** One real checker of something under ops/ that no compiler and no test of ours can judge. */
export type Check = {
  readonly name: string;
  /** Commands that must be there; Debian's packages of them are installed by .ci/run. */
  readonly needs: readonly string[];
  /** @param root Folder of the repository. @returns What is wrong, a line each; empty when all is well. */
  readonly run: (root: string) => Promise<readonly string[]>;
};
