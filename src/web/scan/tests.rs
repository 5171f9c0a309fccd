//! Codes as a camera sees them: turned, out of focus, in a dim room with a darker side.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by stopping"
)]

use super::decode;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// A text as long as a code of this version at level M can hold, and the code.
fn code(version: u8) -> (String, QrCode) {
    let bytes = match version {
        12 => 287,
        15 => 412,
        20 => 666,
        _ => 997,
    };
    let version = Version::new(version);
    let mut text = "https://voorbeeldstad.nl/startbeeld/coach/#p=S".to_owned();
    let letters = "fjA2Q_x9Kd-0".chars().cycle().step_by(7);
    text.extend(letters.take(bytes - text.len()));
    let parts = [QrSegment::make_bytes(text.as_bytes())];
    let code =
        QrCode::encode_segments_advanced(&parts, QrCodeEcc::Medium, version, version, None, false);
    (text, code.unwrap())
}

/// A picture of it, the code `width` points wide, turned by `angle` degrees.
fn photograph(code: &QrCode, width: f32, angle: f32, blur: i32) -> (u32, Vec<u8>) {
    let side = u16::try_from(code.size()).unwrap();
    let scale = f32::from(side) / width;
    let size = 1.3 * width;
    let (sin, cos) = angle.to_radians().sin_cos();
    let points = (0..).take_while(|at| f32::from(*at as u16) < size).count();
    let at = |index: usize| f32::from(u16::try_from(index).unwrap());
    let dark = |x: f32, y: f32| {
        let (a, b) = (x - size / 2.0, y - size / 2.0);
        let u = ((cos * a + sin * b) * scale + f32::from(side) / 2.0).floor();
        let v = ((cos * b - sin * a) * scale + f32::from(side) / 2.0).floor();
        code.get_module(u as i32, v as i32)
    };
    let mut grey = Vec::new();
    for y in 0..points {
        for x in 0..points {
            // The light of a point is the mean over its neighbourhood: that is what being out of focus does.
            let near = (-blur..=blur).flat_map(|dy| (-blur..=blur).map(move |dx| (dx, dy)));
            let (mut light, mut all) = (0.0, 0.0);
            for (dx, dy) in near {
                let (dx, dy) = (f32::from(dx as i16) * 0.5, f32::from(dy as i16) * 0.5);
                all += 1.0;
                light += f32::from(u8::from(!dark(at(x) + 0.5 + dx, at(y) + 0.5 + dy)));
            }
            let shade = 1.0 - 0.3 * at(x) / size;
            grey.push((shade * (30.0 + 80.0 * light / all)) as u8);
        }
    }
    (u32::try_from(points).unwrap(), grey)
}

fn check(version: u8, width: f32, angle: f32, blur: i32) {
    let (text, code) = code(version);
    let (size, grey) = photograph(&code, width, angle, blur);
    let read = decode(size, size, grey);
    assert_eq!(
        read.as_deref(),
        Some(&*text),
        "version {version}, {width} points, {angle} degrees"
    );
}

#[test]
fn large_codes_are_read_from_small_turned_and_blurred_pictures() {
    for (version, width, blur) in [(12, 300.0, 3), (20, 300.0, 2), (25, 360.0, 2)] {
        for angle in [-9.0, 7.0] {
            check(version, width, angle, blur);
        }
    }
}

#[test]
fn a_code_upside_down_is_read() {
    check(15, 400.0, 180.0, 2);
    check(15, 400.0, 87.0, 2);
}

#[test]
fn a_picture_without_a_code_gives_nothing() {
    assert_eq!(decode(0, 0, Vec::new()), None);
    assert_eq!(decode(1, 1, vec![0]), None);
    assert_eq!(decode(40, 40, vec![200; 1600]), None);
    assert_eq!(decode(41, 40, vec![200; 1600]), None);
    let noise: Vec<u8> = (0..160_000_u32)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    assert_eq!(decode(400, 400, noise), None);
}
