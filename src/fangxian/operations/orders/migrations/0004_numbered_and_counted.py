from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0003_known_at_any_hour'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(models.F('dispatch'), models.F('nth'), name='events_are_counted'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(models.F('outbreak'), models.F('number'), name='one_order_per_number'),
        ),
    ]
