import { DockerfileParser, type Copy } from 'dockerfile-ast';

/** One step of a stage, with its build arguments put in. */
export type Step =
  | { readonly do: 'workdir'; readonly path: string }
  | { readonly do: 'copy'; readonly from: string | null; readonly sources: readonly string[]; readonly target: string }
  | { readonly do: 'run'; readonly command: string }
  | { readonly do: 'other'; readonly keyword: string; readonly text: string };

export type Stage = {
  readonly name: string;
  /** Another stage, or an image. */
  readonly base: string;
  readonly steps: readonly Step[];
};

/** The stages of a Dockerfile, from the first to the last. Every one must have a name. */
export function stagesOf(text: string): readonly Stage[] {
  const stages: { name: string; base: string; steps: Step[] }[] = [];
  const froms = new Map(
    DockerfileParser.parse(text)
      .getFROMs()
      .map((from) => [from.getRange().start.line, from]),
  );
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const words = instruction.getArguments().map((argument) => argument.getValue());
    const stage = stages.at(-1);
    if (keyword === 'FROM') {
      const from = froms.get(instruction.getRange().start.line);
      const name = from?.getBuildStage();
      if (from === undefined || name === null || name === undefined)
        throw new Error(`a stage without a name: ${instruction.getTextContent()}`);
      stages.push({ name, base: from.getImage() ?? '', steps: [] });
    } else if (stage !== undefined) stage.steps.push(stepOf(keyword, words, instruction as Copy));
  }
  return stages;
}

function stepOf(keyword: string, words: readonly string[], instruction: Copy): Step {
  switch (keyword) {
    case 'WORKDIR':
      return { do: 'workdir', path: words[0] ?? '' };
    case 'COPY':
      return { do: 'copy', from: instruction.getFromFlag()?.getValue() ?? null, sources: words.slice(0, -1), target: words.at(-1) ?? '' };
    case 'RUN':
      return { do: 'run', command: (instruction.getArgumentsContent() ?? '').replaceAll(/\\\n\s*/g, ' ') };
    default:
      return { do: 'other', keyword, text: instruction.getArgumentsContent() ?? '' };
  }
}
