import { createUniqueId } from 'solid-js';
import { usePage } from './page-context.ts';

type Tone = 'good' | 'warn' | 'bad' | 'waiting';

/** A rubber stamp that says in a picture what stands beside it in words. */
export function Seal(props: { readonly tone: Tone }) {
  const page = usePage();
  const round = createUniqueId();
  const words = () => `oTo · ${page.t(WORDS[props.tone])} · `;
  return (
    <svg class="seal" data-tone={props.tone} viewBox="0 0 120 120" aria-hidden="true">
      <defs>
        <path id={round} d="M60 60m-41 0a41 41 0 1 1 82 0a41 41 0 1 1-82 0" />
      </defs>
      <circle cx="60" cy="60" r="55" class="seal-edge" />
      <circle cx="60" cy="60" r="51" class="seal-edge thin" />
      <circle cx="60" cy="60" r="32" class="seal-edge thin" />
      <text class="seal-words" textLength="250" lengthAdjust="spacing">
        <textPath href={`#${round}`}>
          {words()}
          {words()}
        </textPath>
      </text>
      <path class="seal-mark" d={MARKS[props.tone]} />
    </svg>
  );
}

const WORDS = { good: 'verify.stamp.good', warn: 'verify.stamp.unsure', bad: 'verify.stamp.bad', waiting: 'verify.stamp.unsure' } as const;

const MARKS = {
  good: 'M44 61q7 6 12 15q8-20 22-33',
  warn: 'M60 41q1 13-.5 25M60 77l.2.4',
  bad: 'M46 46q14 13 28 28M74 46q-15 13-29 29',
  waiting: 'M45 61h.5M60 61h.5M75 61h.5',
} as const;
