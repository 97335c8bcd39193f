import type { Person } from '@oto/schema/contract/social';
import { useApp } from '../../app/context.ts';

/** A person's name, which opens their page. */
export function PersonLink(props: { readonly person: Pick<Person, 'name' | 'handle'> }) {
  const app = useApp();
  return (
    <a
      class="link person-link"
      href={`/@${props.person.handle}`}
      data-testid="person-link"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        app.showSide({ type: 'profile', handle: props.person.handle });
      }}
    >
      {props.person.name}
    </a>
  );
}
