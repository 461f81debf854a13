// A card of a Newsflash server, for the app router of Next.js: copy this file into the project and put the server's address into
// .env as NEXT_PUBLIC_NEWSFLASH=https://cards.example. The page keeps the card's room, and the headline's link for readers without
// scripts; it is asked for anew every five minutes.
//   <NewsflashCard article="https://harbourpost.example/2025/11/harbour-ferry" layout="row" />
import Script from 'next/script';

type Looks = {
  layout?: 'standard' | 'row' | 'compact' | 'hero' | 'list';
  theme?: string;
  scheme?: 'auto' | 'light' | 'dark' | 'host';
};

const server = process.env.NEXT_PUBLIC_NEWSFLASH;

/** The card of an article, by its id or its address. */
export default async function NewsflashCard({ article, ...looks }: { article: string } & Looks) {
  const url = article.includes('/') ? article : `${server}/frame/${article}`;
  const answer = await fetch(`${server}/oembed?${new URLSearchParams({ url, form: 'element', ...looks })}`, { next: { revalidate: 300 } })
    .then((r) => (r.ok ? r.json() : null))
    .catch(() => null); // the server is away: no card, but a page
  return (
    <>
      <div dangerouslySetInnerHTML={{ __html: answer?.snippet ?? '' }} />
      <Script src={`${server}/embed.js`} />
    </>
  );
}
