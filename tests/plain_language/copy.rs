//! The reading copy: every question, option, hint and answer of the page in one document, for people who judge the text.

use crate::screens::{Part, Role, Screen};
use startbeeld::content::Texts;
use startbeeld::engine::PageId;
use startbeeld::engine::instrument::Per;
use std::fmt::Write;

const INTRODUCTION: &str = "\
# De vragen van Startbeeld: een leesversie

Voor wie de teksten beoordeelt: alles wat iemand bij het invullen kan lezen, in de volgorde van de vragen. De teksten staan in `src/content/nl/`, en deze leesversie wordt daaruit gemaakt: `cargo test --test plain_language -- --ignored` maakt haar opnieuw.

Achter `>` staat de naam van het scherm, met het leesgemak volgens Flesch-Douma: hoe hoger, hoe makkelijker. Vanaf 80 is makkelijk, en onder 75 slaagt de test niet. Wat tussen `{` en `}` staat, vult het programma in. Wat per gekozen onderwerp hetzelfde is, staat er één keer.

De vragen om op papier in te vullen staan op de site als `paper.html`.
";
/// Options that together are shorter than this stand on one line.
const LINE: usize = 90;

/// The whole document.
pub fn document(screens: &[Screen]) -> String {
    let mut out = String::from(INTRODUCTION);
    for (at, screen) in screens.iter().enumerate() {
        let same: Vec<&Screen> = screens
            .iter()
            .take(at)
            .filter(|other| same_page(other, screen))
            .collect();
        // An option may be a goal of two domains, and stands with both; it is left out where the page always has it.
        let is_new = |part: &&Part| match part.role {
            Role::Title => false,
            Role::Option => !same.first().is_some_and(|first| first.parts.contains(part)),
            _ => !same.iter().any(|other| other.parts.contains(part)),
        };
        let new: Vec<&Part> = screen.parts.iter().filter(is_new).collect();
        if same.is_empty() {
            write_head(&mut out, screen);
        } else if let (false, Some(domain)) = (new.is_empty(), screen.domain) {
            let _ = write!(out, "\n### {}\n", Texts::dutch().get(domain.label()));
        }
        write_parts(&mut out, &new);
    }
    out
}

/// Words, no sentences, and few of them.
fn is_short(texts: &[&str]) -> bool {
    texts.join(" · ").len() < LINE && !texts.iter().any(|text| text.ends_with('.'))
}

/// Whether two screens are the same page, for whatever domain somebody chose.
fn same_page(one: &Screen, other: &Screen) -> bool {
    let page = |screen: &Screen| {
        PageId::from_address(&screen.address).map(|page| match page.def().per {
            Per::Domain => (page.index(), page.domain),
            Per::Once | Per::Focus => (page.index(), None),
        })
    };
    page(one).is_some() && page(one) == page(other)
}

fn write_head(out: &mut String, screen: &Screen) {
    // Between chosen domains only the name above the title differs.
    let titles: Vec<&str> = screen.texts(&[Role::Title]).collect();
    let title = titles.last().copied().unwrap_or("Op elk scherm");
    let mut address = screen.address.replace("//", "/");
    if let Some(page) =
        PageId::from_address(&screen.address).filter(|page| page.def().per == Per::Focus)
    {
        address = [page.screen().id(), page.def().name].join("/");
    }
    let _ = write!(
        out,
        "\n## {title}\n\n> {address}, leesgemak {:.0}\n",
        screen.tally().reading_ease()
    );
}

fn write_parts(out: &mut String, parts: &[&Part]) {
    let mut rest = parts;
    while let Some((part, after)) = rest.split_first() {
        let same = rest
            .iter()
            .take_while(|other| other.role == part.role)
            .count();
        let (group, others) = rest.split_at(same);
        let texts: Vec<&str> = group.iter().map(|part| part.text.as_str()).collect();
        rest = match part.role {
            Role::Option if is_short(&texts) => {
                let _ = write!(out, "\n{}\n", texts.join(" · "));
                others
            }
            Role::Option | Role::Line if same > 1 => {
                let _ = write!(out, "\n- {}\n", texts.join("\n- "));
                others
            }
            Role::End => {
                let _ = write!(out, "\n0 {} 10\n", texts.join(" … "));
                others
            }
            role => {
                let _ = match role {
                    Role::Question => write!(out, "\n**{}**\n", part.text),
                    Role::Hint => write!(out, "\n*{}*\n", part.text),
                    Role::OwnWords => write!(out, "\n*{}:* ______________________\n", part.text),
                    _ => write!(out, "\n{}\n", part.text),
                };
                after
            }
        };
    }
}
