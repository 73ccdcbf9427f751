//! Pictures on their way back from the graphics card.

use super::studio::PictureRequest;
use bevy::ecs::prelude::{Commands, Entity, On, Query, ResMut, Resource, With};
use bevy::render::gpu_readback::ReadbackComplete;

/// Pictures that came back from the graphics card and were not looked at yet.
#[derive(Resource, Default)]
pub struct Arrived(pub Vec<(Entity, Vec<u8>)>);

/// Take over a picture that came back.
pub fn receive_picture(
    picture: On<ReadbackComplete>,
    requests: Query<(), With<PictureRequest>>,
    mut arrived: ResMut<Arrived>,
    mut commands: Commands,
) {
    if requests.contains(picture.entity) {
        arrived.0.push((picture.entity, picture.data.clone()));
        commands.entity(picture.entity).try_despawn();
    }
}
