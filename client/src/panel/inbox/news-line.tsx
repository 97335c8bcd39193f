import { isErrorCode } from '@oto/schema/contract/errors';
import type { Notification } from '@oto/schema/contract/notification';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import Scale from 'lucide-solid/icons/scale';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { useApp, type App } from '../../app/context.ts';
import { shorten } from '../../app/live.ts';
import { KindMark } from '../ui/kind-mark.tsx';
import { leadsTo, pictureOf } from './news.ts';

export function NewsLine(props: { readonly news: Notification; readonly onRead: () => void }) {
  const app = useApp();
  const one = () => props.news;

  function open(): void {
    props.onRead();
    const leads = leadsTo(one());
    switch (leads.to) {
      case 'note':
        return app.openNote(leads.id);
      case 'place':
        return app.visitNote(leads.id, leads.comment ?? undefined);
      case 'profile':
        return app.showSide({ type: 'profile', handle: leads.handle });
      case 'tray':
        return app.showSide({ type: 'tray' });
      case 'appeals':
      case 'decisions':
        return app.showSide({ type: 'inbox', tab: leads.to });
      default:
        return leads satisfies never;
    }
  }

  return (
    <li>
      <button
        type="button"
        class="news-line"
        classList={{ unread: !one().read }}
        data-about={one().about}
        onClick={open}
        data-testid="news"
        data-id={one().id}
      >
        <Mark news={one()} />
        <span class="news-words">
          <span class="news-title">
            {shorten(one().title, 80)}
            <Show when={!one().read}>
              <span class="news-new">{app.t('inbox.new')}</span>
            </Show>
          </span>
          <span class="news-text">{newsText(app, one())}</span>
          <time class="news-time" dateTime={one().at}>
            {app.format().since(one().at, Date.now())}
          </time>
        </span>
      </button>
    </li>
  );
}

/** What somebody did, by name; others who did the same are counted. */
function byOthers(app: Pick<App, 't' | 'count'>, { actor, more }: Notification, deed: DeedOfOthers): string {
  const who = actor?.name ?? app.t('person.gone');
  const names = more > 0 ? `${who} ${app.count('inbox.more', more)}` : who;
  return app.t(`inbox.about.${deed}`, { who: names });
}

type DeedOfOthers = Exclude<Notification['about'], 'done' | 'failed' | 'partly' | 'appeal' | 'statement' | 'report'>;

/** What happened, in words; its title stands beside it. */
export function newsText(app: Pick<App, 't' | 'sentence' | 'count'>, news: Notification): string {
  const why = isErrorCode(news.code) ? ` ${app.sentence({ code: news.code, fields: [] })}` : '';
  switch (news.about) {
    case 'done':
      return app.t('inbox.about.done');
    case 'failed':
      return `${app.t('inbox.about.failed')}${why}`;
    case 'partly':
      return app.t('inbox.about.partly');
    case 'appeal':
      return app.t(news.code === 'allowed' ? 'inbox.about.allowed' : 'inbox.about.kept');
    case 'statement':
    case 'report':
      return app.t(`inbox.about.${news.about}`);
    default:
      return byOthers(app, news, news.about);
  }
}

function Mark(props: { readonly news: Notification }) {
  const [broken, setBroken] = createSignal(false);
  const picture = () => (broken() ? null : pictureOf(props.news));
  return (
    <span class="news-mark" data-kind={props.news.kind ?? undefined} classList={{ bad: props.news.about === 'failed' }}>
      <Switch fallback={<Show when={props.news.kind}>{(kind) => <KindMark kind={kind()} size={22} />}</Show>}>
        <Match when={props.news.about === 'appeal'}>
          <Scale size={22} aria-hidden="true" />
        </Match>
        <Match when={props.news.about === 'failed'}>
          <CircleAlert size={22} aria-hidden="true" />
        </Match>
        <Match when={picture()}>{(url) => <img src={url()} alt="" loading="lazy" onError={() => setBroken(true)} />}</Match>
      </Switch>
    </span>
  );
}
