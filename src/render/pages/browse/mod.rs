//! Every published document by topic, organ, year, number and title: pages that lead from the home
//! page to any document by links alone. The library lists regulatory documents by what binds; here
//! is everything, in the order in which one looks for it.

mod shelf;

use super::list::paginate;
use super::{Maker, column, place};
use crate::render::engine::RenderError;
use crate::render::pages::groups::Dimension;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{BrowsePart, BrowseView, CountedLink, FacetView, Link, SearchWay};
use crate::site::Address;
use rayon::prelude::*;
use shelf::{Place, Shelf, Way};

/// Documents a page.
const PAGE_SIZE: usize = 50;

/// Between the names of places that lie in each other.
const BETWEEN: &str = " · ";

/// The ways to list everything that hold something.
pub struct Browse<'a> {
    maker: &'a Maker<'a>,
    shelves: Vec<Shelf>,
}

/// A place with what leads to it.
struct Stop<'a> {
    shelf: &'a Shelf,
    place: &'a Place,
    /// Itself and those beside it.
    beside: &'a [Place],
    above: Vec<Link>,
    title: String,
}

impl<'a> Browse<'a> {
    /// Puts every published document on its shelves.
    pub fn new(maker: &'a Maker<'a>) -> Self {
        let mut shelves: Vec<Shelf> = Way::ALL.par_iter().map(|way| Shelf::new(maker, *way)).collect();
        shelves.retain(|shelf| !shelf.top.ids.is_empty());
        Self { maker, shelves }
    }

    /// The ways, for pages that help a reader on.
    pub fn ways(&self) -> Vec<SearchWay> {
        let way = |shelf: &Shelf| SearchWay {
            title: shelf.top.title.clone(),
            path: shelf.top.address.link(),
            description: self.text(shelf.way, "description"),
        };
        self.shelves.iter().map(way).collect()
    }

    /// The links for the site map.
    pub fn links(&self) -> Vec<Link> {
        let ways = self
            .shelves
            .iter()
            .map(|shelf| Link { title: shelf.top.title.clone(), path: Some(shelf.top.address.link()) });
        [self.own_link()].into_iter().chain(ways).collect()
    }

    fn text(&self, way: Way, key: &str) -> String {
        self.maker.texts.get(&format!("browse.{}.{key}", way.name()))
    }

    fn own_link(&self) -> Link {
        Link { title: self.maker.texts.get("browse.title"), path: Some(place::browse().link()) }
    }

    fn tabs(&self, current: Option<Way>) -> Vec<CountedLink> {
        let link = |shelf: &Shelf| CountedLink {
            title: self.text(shelf.way, "tab"),
            path: shelf.top.address.link(),
            count: shelf.top.ids.len(),
            current: current == Some(shelf.way),
        };
        self.shelves.iter().map(link).collect()
    }

    fn part(&self, parts: &[Place], description: Option<String>, current: &Address) -> Option<BrowsePart> {
        let dimension = parts.first()?.dimension?;
        Some(BrowsePart {
            title: dimension.title(self.maker),
            description,
            letters: matches!(dimension, Dimension::Letter | Dimension::Syllable),
            options: parts.iter().map(|part| part.link(current)).collect(),
        })
    }
}

/// Every page.
pub fn emit(browse: &Browse, stage: &Stage) -> Result<(), RenderError> {
    emit_overview(browse, stage)?;
    let mut stops = Vec::new();
    for shelf in &browse.shelves {
        let top = Stop {
            shelf,
            place: &shelf.top,
            beside: &[],
            above: vec![browse.own_link()],
            title: shelf.top.title.clone(),
        };
        collect(top, &mut stops);
    }
    stops.into_par_iter().try_for_each(|stop| emit_stop(browse, stage, &stop))
}

/// A place and all that lie in it.
fn collect<'a>(stop: Stop<'a>, stops: &mut Vec<Stop<'a>>) {
    let own = Link { title: stop.place.title.clone(), path: Some(stop.place.address.link()) };
    for place in &stop.place.parts {
        let above: Vec<Link> = stop.above.iter().cloned().chain([own.clone()]).collect();
        let between = if stop.place.dimension.is_none() { "：" } else { BETWEEN };
        let title = format!("{}{between}{}", stop.title, place.title);
        collect(Stop { shelf: stop.shelf, place, beside: &stop.place.parts, above, title }, stops);
    }
    stops.push(stop);
}

fn emit_overview(browse: &Browse, stage: &Stage) -> Result<(), RenderError> {
    let maker = browse.maker;
    let address = place::browse();
    let title = maker.texts.get("browse.title");
    let description = maker.texts.get("browse.description");
    let part = |shelf: &Shelf| {
        let part = browse.part(&shelf.top.parts, Some(browse.text(shelf.way, "description")), &address)?;
        Some(BrowsePart { title: shelf.top.title.clone(), ..part })
    };
    let view = BrowseView {
        title: title.clone(),
        description: description.clone(),
        tabs: browse.tabs(None),
        letters: Vec::new(),
        beside: Vec::new(),
        parts: browse.shelves.iter().filter_map(part).collect(),
        lines: Vec::new(),
        total: 0,
        pager: None,
    };
    stage.emit(&page(maker, (address, title), description, Vec::new(), view))
}

fn emit_stop(browse: &Browse, stage: &Stage, stop: &Stop) -> Result<(), RenderError> {
    let (maker, place) = (browse.maker, stop.place);
    if !place.parts.is_empty() {
        let view = view(browse, stop);
        let description = view.description.clone();
        return stage.emit(&page(
            maker,
            (place.address.clone(), stop.title.clone()),
            description,
            stop.above.clone(),
            view,
        ));
    }
    paginate(&place.ids, PAGE_SIZE, &place.address).try_for_each(|(number, ids, pager)| {
        let view = BrowseView { lines: maker.lines(ids), pager, ..view(browse, stop) };
        let at = (Address::list_page(&place.address, number), column::title(maker, &stop.title, number));
        let description = view.description.clone();
        stage.emit(&page(maker, at, description, stop.above.clone(), view))
    })
}

fn view(browse: &Browse, stop: &Stop) -> BrowseView {
    let place = stop.place;
    BrowseView {
        title: stop.title.clone(),
        description: description(browse, stop),
        tabs: browse.tabs(Some(stop.shelf.way)),
        letters: letters(stop),
        beside: beside(browse, stop).into_iter().collect(),
        parts: browse.part(&place.parts, None, &place.address).into_iter().collect(),
        lines: Vec::new(),
        total: place.ids.len(),
        pager: None,
    }
}

fn description(browse: &Browse, stop: &Stop) -> String {
    match stop.place.dimension {
        None => browse.text(stop.shelf.way, "description"),
        Some(_) => browse.maker.fill("browse.listed", &[("%title", &stop.title)]),
    }
}

/// The alphabet above every list of a letter.
fn letters(stop: &Stop) -> Vec<CountedLink> {
    if stop.shelf.way != Way::Title || stop.place.dimension.is_none() {
        return Vec::new();
    }
    let address = stop.place.address.output();
    let folder = |letter: &Place| letter.address.output().trim_end_matches("index.html").to_owned();
    let link = |letter: &Place| CountedLink {
        current: address.starts_with(&folder(letter)),
        ..letter.link(&stop.place.address)
    };
    stop.shelf.top.parts.iter().map(link).collect()
}

/// The places beside a place, unless the alphabet has them already.
fn beside(browse: &Browse, stop: &Stop) -> Option<FacetView> {
    let dimension = stop.place.dimension.filter(|one| *one != Dimension::Letter)?;
    let options = stop.beside.iter().map(|place| place.link(&stop.place.address)).collect();
    Some(FacetView { title: dimension.title(browse.maker), options })
}

fn page(
    maker: &Maker,
    (address, title): (Address, String),
    description: String,
    above: Vec<Link>,
    view: BrowseView,
) -> Page<BrowseView> {
    let keywords = maker.texts.get("browse.keywords");
    Page {
        meta: maker.column_meta(&view.title, &description, &keywords, "信息公开目录"),
        address,
        title,
        description,
        above,
        section: None,
        noindex: false,
        stands_for: None,
        machine: Machine::default(),
        template: "browse.html",
        key: "browse",
        view,
    }
}
