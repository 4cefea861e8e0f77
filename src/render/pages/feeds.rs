//! The page that lists what can be subscribed to, as feeds and as calendars, and the open data.

use super::{Maker, place};
use crate::render::calendars::{self, Calendar};
use crate::render::engine::RenderError;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::subscriptions::{self, Choice, Subscription};
use crate::render::views::{FeedGroup, FeedLink, FeedView, FeedsView};
use crate::site::encode;

/// The page; a site without an address has no feeds and no such page.
pub fn emit(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    let feeds = subscriptions::all(maker.edition);
    if feeds.is_empty() {
        return Ok(());
    }
    let title = maker.texts.get("page.feeds");
    let description = maker.texts.get("page.feeds_description");
    stage.emit(&Page {
        address: place::feeds(),
        meta: maker.column_meta(&title, &description, &maker.texts.get("page.feeds_keywords"), "数据开放"),
        title,
        description,
        above: Vec::new(),
        section: None,
        noindex: false,
        stands_for: None,
        machine: maker
            .feeds([
                subscriptions::whole(maker.edition),
                subscriptions::validity(maker.edition),
                subscriptions::schedule(maker.edition),
            ])
            .with_calendar(calendars::whole(maker.edition)),
        template: "feeds.html",
        key: "feeds",
        view: FeedsView { groups: groups(maker, &feeds), calendars: calendars(maker) },
    })
}

/// The calendars of 定时公开. Those of single items stand on the items' own pages.
fn calendars(maker: &Maker) -> Vec<FeedLink> {
    let units = calendars::of_units(maker.edition);
    calendars::whole(maker.edition).iter().chain(&units).map(Calendar::link).collect()
}

fn groups(maker: &Maker, feeds: &[Subscription]) -> Vec<FeedGroup> {
    let group = |(choice, title): (Choice, &str)| FeedGroup {
        title: maker.texts.get(title),
        feeds: feeds.iter().filter(|feed| feed.choice == choice).map(view).collect(),
    };
    let choices = [
        (Choice::Whole, "feeds.whole"),
        (Choice::Column, "feeds.by_column"),
        (Choice::Topic, "feeds.by_topic"),
        (Choice::Audience, "feeds.by_audience"),
    ];
    choices.into_iter().map(group).filter(|group| !group.feeds.is_empty()).collect()
}

fn view(feed: &Subscription) -> FeedView {
    FeedView { title: feed.title.clone(), atom: encode(&feed.atom()), json: encode(&feed.json()) }
}

impl Maker<'_> {
    /// The feeds that the head of a page names.
    pub fn feeds(&self, feeds: impl IntoIterator<Item = Option<Subscription>>) -> Machine {
        let has_address = !self.edition.identity().base_url.is_empty();
        let named = feeds.into_iter().flatten().filter(|_| has_address);
        let link = |feed: Subscription| FeedLink {
            file: encode(&feed.atom()),
            title: feed.title,
            media_type: "application/atom+xml",
        };
        Machine { subject: None, feeds: named.map(link).collect() }
    }
}

impl Machine {
    /// Names a calendar as well.
    #[must_use]
    pub fn with_calendar(mut self, calendar: Option<Calendar>) -> Self {
        self.feeds.extend(calendar.map(|calendar| calendar.link()));
        self
    }
}
