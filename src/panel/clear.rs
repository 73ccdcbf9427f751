//! What of the 3D view nothing is drawn over: the network is framed there.

use super::open_boxes::{OpenBoxes, OverBox};
use bevy_egui::egui::{Rect, pos2, vec2};

/// What lies over the 3D view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Layouts and the way home.
    Tools,
    /// The sides of the network.
    Sides,
    /// Brain state and clock, and what is said below them.
    Badge,
    /// The sentence that says what happens.
    Caption,
    /// What the colours mean.
    Legend,
    /// How often each memory was replayed.
    Replays,
    /// What the scene simplifies.
    Notes,
    /// The chips of closed boxes.
    Chips,
}

impl From<OverBox> for Over {
    fn from(what: OverBox) -> Self {
        match what {
            OverBox::Legend => Self::Legend,
            OverBox::Replays => Self::Replays,
            OverBox::Caption => Self::Caption,
            OverBox::Notes => Self::Notes,
        }
    }
}

impl Over {
    const ALL: [Self; 8] =
        [Self::Tools, Self::Sides, Self::Badge, Self::Caption, Self::Legend, Self::Replays, Self::Notes, Self::Chips];
    const COUNT: usize = Self::ALL.len();

    /// Whether its room is free again soon after it went. Sentences come and go all the time, and keep theirs.
    const fn goes(self) -> bool {
        matches!(self, Self::Replays | Self::Notes | Self::Chips | Self::Legend)
    }
}

/// For how long what has gone keeps its room (s of watching): what is back until then has moved nothing.
const KEPT_S: f64 = 2.0;

/// Room that was taken. A sentence keeps its room when it goes, so that the picture does not jump whenever one comes or goes; a box keeps
/// it for a moment. Another size, another scene and a box that is opened or closed begin anew.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    of: Option<(Rect, OpenBoxes, String)>,
    rects: [Option<Rect>; Over::COUNT],
    /// When each was last drawn (s of watching).
    seen_s: [f64; Over::COUNT],
    now_s: f64,
    /// Height of the highest caption (logical pixels).
    pub highest_caption: f32,
}

impl Taken {
    /// A frame begins, with a view of this size, these boxes and this scene.
    pub fn begin(&mut self, view: Rect, boxes: OpenBoxes, scene: &str, now_s: f64) {
        let same =
            self.of.as_ref().is_some_and(|(before, open, title)| *before == view && *open == boxes && title == scene);
        if !same {
            *self = Self { of: Some((view, boxes, scene.to_owned())), ..Self::default() };
        }
        self.now_s = now_s;
        for what in Over::ALL.into_iter().filter(|what| what.goes()) {
            if now_s - self.seen_s[what as usize] > KEPT_S {
                self.rects[what as usize] = None;
            }
        }
    }

    /// Something is drawn there.
    pub fn take(&mut self, what: Over, rect: Rect) {
        self.seen_s[what as usize] = self.now_s;
        let kept = &mut self.rects[what as usize];
        *kept = Some(kept.map_or(rect, |before| before.union(rect)));
    }

    /// What took room and has none any more.
    pub const fn free(&mut self, what: Over) {
        self.rects[what as usize] = None;
    }

    /// All room that is taken.
    pub fn all(&self) -> impl Iterator<Item = Rect> {
        self.rects.iter().flatten().copied()
    }

    /// Room that something takes or took.
    #[must_use]
    pub const fn kept(&self, what: Over) -> Option<Rect> {
        self.rects[what as usize]
    }

    /// The same of the left one of both halves of the view, where two pictures of a network stand in the same place of their half.
    #[must_use]
    pub fn clear_of_halves(&self, gap: f32) -> Rect {
        let Some((view, ..)) = &self.of else { return Rect::ZERO };
        let [left, right] = halves(*view);
        let taken = self.rects.iter().flatten().map(|rect| rect.expand(gap).intersect(*view));
        let in_left = taken.flat_map(|rect| [rect, rect.translate(left.min - right.min)]);
        let taken: Vec<Rect> = in_left.map(|rect| rect.intersect(left)).filter(Rect::is_positive).collect();
        largest_between(left, &taken)
    }

    /// The part of the view in which the picture of a network is largest, `gap` away from what lies over it.
    #[must_use]
    pub fn clear(&self, gap: f32) -> Rect {
        let Some((view, ..)) = &self.of else { return Rect::ZERO };
        let taken: Vec<Rect> = self.rects.iter().flatten().map(|rect| rect.expand(gap).intersect(*view)).collect();
        largest_between(*view, &taken)
    }
}

/// A view in two halves beside each other, as large as each other.
#[must_use]
pub fn halves(view: Rect) -> [Rect; 2] {
    let half = (0.5 * view.width()).floor();
    let left = Rect::from_min_size(view.min, vec2(half, view.height()));
    [left, left.translate(vec2(half, 0.0))]
}

/// The share of a view that is left to the network between what lies over it, each `gap` away.
pub fn share_left(view: Rect, taken: impl Iterator<Item = Rect>, gap: f32) -> f32 {
    let taken: Vec<Rect> = taken.map(|rect| rect.expand(gap).intersect(view)).collect();
    largest_between(view, &taken).area() / view.area().max(1.0)
}

/// The rectangle in a view that overlaps none of the others and shows a network largest, best in the middle; the view itself if there is none.
fn largest_between(view: Rect, taken: &[Rect]) -> Rect {
    let edges = |own: f32, other: fn(&Rect) -> f32| -> Vec<f32> { taken.iter().map(other).chain([own]).collect() };
    let (lefts, rights) = (edges(view.left(), Rect::right), edges(view.right(), Rect::left));
    let (tops, bottoms) = (edges(view.top(), Rect::bottom), edges(view.bottom(), Rect::top));
    let mut best = ((0.0, 0.0), view);
    for &left in &lefts {
        for &right in &rights {
            for &top in &tops {
                for &bottom in &bottoms {
                    let rect = Rect::from_min_max(pos2(left, top), pos2(right, bottom));
                    // Of equal ones that with more room round the picture, which is then in the middle.
                    let size = (in_the_middle(&view, &rect) * size_of_picture(&rect), rect.area());
                    let free = || taken.iter().all(|other| !overlap(&rect, other));
                    if rect.is_positive() && size > best.0 && free() {
                        best = (size, rect);
                    }
                }
            }
        }
    }
    best.1
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}

/// What a picture counts at its place: one at the very side of the view half of what it counts in the middle, or a box that is hardly in
/// the way would push the network aside.
fn in_the_middle(view: &Rect, rect: &Rect) -> f32 {
    1.0 - (rect.center().x - view.center().x).abs() / view.width().max(1.0)
}

/// Area of what a network can fill of a rectangle: one that is more than twice as wide as high, or as high as wide, is not filled.
fn size_of_picture(rect: &Rect) -> f32 {
    const LONGEST: f32 = 2.0;
    let (width, height) = (rect.width(), rect.height());
    width.min(LONGEST * height) * height.min(LONGEST * width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
        Rect::from_min_max(pos2(left, top), pos2(right, bottom))
    }

    #[test]
    fn the_picture_goes_beside_or_above_a_box_wherever_it_is_larger() {
        let wide = rect(0.0, 0.0, 1000.0, 400.0);
        assert_eq!(largest_between(wide, &[]), wide);
        let corner = [rect(0.0, 200.0, 200.0, 400.0)];
        assert_eq!(largest_between(wide, &corner), rect(200.0, 0.0, 1000.0, 400.0), "beside a high box");
        let strip = [rect(0.0, 350.0, 600.0, 400.0)];
        assert_eq!(largest_between(wide, &strip), rect(0.0, 0.0, 1000.0, 350.0), "above a low one");
        let view = rect(0.0, 0.0, 1213.0, 683.0);
        let badge_legend_notes =
            [rect(478.0, 2.0, 736.0, 53.0), rect(2.0, 607.0, 408.0, 658.0), rect(915.0, 554.0, 1213.0, 658.0)];
        let middle = rect(0.0, 53.0, 1213.0, 554.0);
        assert_eq!(largest_between(view, &badge_legend_notes), middle, "in the middle, where it is hardly smaller");
        assert_eq!(largest_between(wide, &[wide]), wide, "where all is taken, nothing is left to choose");
    }

    #[test]
    fn of_two_pictures_nothing_is_covered_in_either() {
        let mut taken = Taken::default();
        taken.begin(rect(0.0, 0.0, 1000.0, 500.0), OpenBoxes::default(), "A", 0.0);
        assert_eq!(taken.clear_of_halves(0.0), rect(0.0, 0.0, 500.0, 500.0));
        taken.take(Over::Legend, rect(0.0, 400.0, 200.0, 500.0));
        taken.take(Over::Sides, rect(900.0, 0.0, 1000.0, 100.0));
        taken.take(Over::Badge, rect(400.0, 0.0, 600.0, 50.0));
        assert_eq!(taken.clear_of_halves(0.0), rect(0.0, 100.0, 500.0, 400.0));
    }

    #[test]
    fn what_goes_keeps_its_room_until_view_boxes_or_scene_change() {
        let view = rect(0.0, 0.0, 1000.0, 400.0);
        let mut taken = Taken::default();
        taken.begin(view, OpenBoxes::default(), "A", 0.0);
        taken.take(Over::Caption, rect(0.0, 370.0, 900.0, 400.0));
        taken.take(Over::Replays, rect(0.0, 0.0, 300.0, 370.0));
        assert_eq!((taken.clear(10.0).left(), taken.clear(10.0).bottom()), (310.0, 360.0));
        taken.begin(view, OpenBoxes::default(), "A", 1.0);
        assert_eq!(taken.clear(10.0).left(), 310.0, "the box may be back at once");
        taken.begin(view, OpenBoxes::default(), "A", 60.0);
        assert_eq!(taken.clear(10.0).left(), 0.0, "the box is gone, and its room is free");
        assert_eq!(taken.clear(10.0).bottom(), 360.0, "the caption is gone for now");
        taken.begin(view, OpenBoxes::default(), "B", 61.0);
        assert_eq!(taken.clear(10.0), view);
    }
}
